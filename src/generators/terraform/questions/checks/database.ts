import { list } from '../../../../base/say.ts';
import type { Problem } from '../../../../domain/failure/failure.ts';
import type { Answers } from '../../../../domain/question.ts';
import { classesWithoutInsights, type Engine, engines } from '../facts.ts';
import { flagOf, has, numberOf, textOf } from '../typed.ts';

/** `today`: ISO date the version is judged by. */
export function checkDatabase(answers: Answers, today: string): Problem[] {
  if (!has(answers, 'project.components', 'database')) return [];
  const id = textOf(answers, 'database.engine');
  if (id !== 'postgres' && id !== 'mysql' && id !== 'mariadb') return storage(answers);
  const engine = engines[id];
  return [...version(answers, engine, today), ...storage(answers), ...(id === 'postgres' ? [] : insights(answers, engine)), ...names(answers, engine)];
}

function version(answers: Answers, engine: Engine, today: string): Problem[] {
  const chosen = textOf(answers, 'database.version');
  if (chosen === undefined) return [];
  const wrong = (message: string): Problem[] => [{ path: 'database.version', message: `${message}: choose ${engine.default}` }];
  const known = engine.versions.find((one) => chosen === one.version || chosen.startsWith(`${one.version}.`));
  if (known !== undefined) {
    const until = known.extendedUntil ?? known.until;
    return until < today ? wrong(`${engine.label} ${known.version} went out of support on ${until}`) : [];
  }
  const newest = engine.versions[0]?.version ?? engine.default;
  if (newest.split('.').length > chosen.split('.').length) return wrong(`${engine.label} versions have ${newest.split('.').length} parts, such as ${newest}`);
  const offered = engine.versions.filter((one) => (one.extendedUntil ?? one.until) >= today).map((one) => one.version);
  return isNewer(chosen, newest) && !belongsToAnother(chosen, engine) ? [] : wrong(`RDS has no ${engine.label} ${chosen}, it has ${list(offered)}`);
}

/** A version newer than the table knows is let through: AWS will know. */
function isNewer(version: string, than: string): boolean {
  const [a = 0, b = 0] = version.split('.').map(Number);
  const [c = 0, d = 0] = than.split('.').map(Number);
  // More than two majors ahead is a slip of the finger.
  return a - c <= 2 && (a > c || (a === c && b > d));
}

const belongsToAnother = (version: string, engine: Engine): boolean =>
  Object.values(engines).some((other) => other !== engine && other.versions.some((one) => version === one.version || version.startsWith(`${one.version}.`)));

/** RDS refuses a ceiling less than a tenth above the storage. Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html */
function storage(answers: Answers): Problem[] {
  const now = numberOf(answers, 'database.storageGiB');
  const ceiling = numberOf(answers, 'database.storageMaxGiB');
  if (now === undefined || ceiling === undefined || ceiling === now) return [];
  const least = Math.ceil((now * 11) / 10);
  if (ceiling >= least) return [];
  const what = ceiling < now ? `${ceiling} GiB is below the storage of ${now} GiB` : `${ceiling} GiB is less than a tenth above the storage of ${now} GiB`;
  return [{ path: 'database.storageMaxGiB', message: `${what}: raise it to ${least} or more, or make it ${now} for storage that does not grow` }];
}

function insights(answers: Answers, engine: Engine): Problem[] {
  const size = textOf(answers, 'database.instanceClass');
  if (size === undefined || flagOf(answers, 'database.performanceInsights') !== true || !classesWithoutInsights.includes(size)) return [];
  return [
    { path: 'database.performanceInsights', message: `${engine.label} on ${size} can't be measured: choose db.t4g.medium or larger, or switch this off` },
  ];
}

function names(answers: Answers, engine: Engine): Problem[] {
  const problems: Problem[] = [];
  const username = textOf(answers, 'database.username');
  if (username !== undefined && username.length > engine.usernameLengthMax)
    problems.push({ path: 'database.username', message: `is ${username.length} characters long: ${engine.label} allows ${engine.usernameLengthMax} at most` });
  if (username !== undefined && (engine.reservedUsernames.includes(username.toLowerCase()) || (engine === engines.postgres && /^(pg_|rds)/i.test(username))))
    problems.push({ path: 'database.username', message: `${username} is reserved by ${engine.label} on RDS: take another name, such as dbadmin` });
  const name = textOf(answers, 'database.name');
  if (name !== undefined && engine.reservedNames.includes(name.toLowerCase()))
    problems.push({ path: 'database.name', message: `${name} is reserved by ${engine.label}: take another name, such as app` });
  return problems;
}
