/** For the end of an exhaustive switch: the compiler complains when a case is missing. */
export const never = (value: never): never => {
  throw new Error(`not expected here: ${JSON.stringify(value)}`);
};
