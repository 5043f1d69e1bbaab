/** How much what is there matters. `unknown`: nothing says, so it is not taken for harmless. */
export type EnvironmentName = 'dev' | 'staging' | 'prod' | 'unknown';

/** From the mildest. */
export const environmentNames: readonly EnvironmentName[] = ['dev', 'staging', 'unknown', 'prod'];

/** Where a step would act, and what says so. */
export interface Environment {
  readonly name: EnvironmentName;
  /** `--environment`, `the profile staging`, `the context is called prod`. */
  readonly because: string;
}
