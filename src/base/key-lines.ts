/** The longest keys in use take some 100 lines; where no end comes, what follows is shown again. */
const linesMax = 120;

/**
 * For text that comes line by line: leaves out (`undefined`) what lies between the first line of a private key and the end of its
 * last. Such a line by itself looks like any other text. Keeps count, so: one for each source of lines.
 */
export function withoutKeyLines(): (line: string) => string | undefined {
  let left = 0;
  return (line) => {
    if (left === 0) {
      const begins = line.lastIndexOf('-----BEGIN ');
      if (begins >= 0 && /^-----BEGIN [A-Z ]*PRIVATE KEY/.test(line.slice(begins)) && !line.includes('-----END ', begins)) left = linesMax;
      return line;
    }
    left = line.includes('-----END ') ? 0 : left - 1;
    return undefined;
  };
}
