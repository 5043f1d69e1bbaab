import { importsOf, sources, type Tree } from './tree.ts';

/** Room → the rooms it may import. `tools/<toolset>` stands for each folder of src/tools. */
export type Rooms = ReadonlyMap<string, readonly string[]>;

const anyToolset = 'tools/<toolset>';
const heading = '## Rooms';

/** The table under `## Rooms`: `| \`room\` | what lives there | may import |`; `–`, `all`, `all but extension`, or names with commas. */
export function readRooms(architecture: string): Rooms {
  const section = architecture.split(/^(?=## )/m).find((part) => part.startsWith(heading)) ?? '';
  const rows = [...section.matchAll(/^\|\s*`([^`]+)`\s*\|[^|]*\|\s*([^|]*?)\s*\|\s*$/gm)].map(([, room = '', may = '']) => [room, may] as const);
  if (rows.length === 0) throw new Error(`ARCHITECTURE.md has no table of rooms under "${heading}".`);
  const names = rows.map(([room]) => room);
  return new Map(
    rows.map(([room, may]) => {
      if (may === '–' || may === '-') return [room, []];
      const all = /^all(?: but (.+))?$/.exec(may);
      const listed = (text: string): string[] => text.split(/,\s*|\s+and\s+/).map((name) => name.replaceAll('`', '').trim());
      const except = listed(all?.[1] ?? '');
      const allowed = all ? names.filter((name) => name !== room && !except.includes(name)) : listed(may);
      const unknown = [...allowed, ...except.filter(Boolean)].filter((name) => !names.includes(name) && name !== 'tools');
      if (unknown.length > 0) throw new Error(`The row of ${room} in ARCHITECTURE.md names ${unknown.join(', ')}, which is not a room.`);
      return [room, allowed];
    }),
  );
}

/** Imports that go from a room to one its row does not allow, each with the way out. */
export function strayImports(tree: Tree, rooms: Rooms): readonly string[] {
  return sources(tree, 'src').flatMap(([path, text]) => {
    const room = roomOf(path);
    const row = rowOf(room);
    const allowed = rooms.get(row);
    if (!allowed) return [`${path} is in "${room}", which is not a room. Put it into the room it belongs to, or add a row to the table in ARCHITECTURE.md.`];
    return importsOf(path, text).flatMap(({ specifier, target }) => {
      if (!specifier.startsWith('.')) return [];
      if (!target.startsWith('src/'))
        return mayLeave(room, target) ? [] : [`${path} imports ${target}, outside src/. Only generators and rules may, and only templates/.`];
      const to = roomOf(target);
      if (to === room || allowed.includes(rowOf(to)) || (to.startsWith('tools/') && allowed.includes('tools'))) return [];
      return [`${path} imports ${target}, but ${row} may import ${allowed.join(', ') || 'nothing'}. ${wayOut(to)}`];
    });
  });
}

const mayLeave = (room: string, target: string): boolean => (room === 'generators' || room === 'rules') && target.startsWith('templates/');

function wayOut(to: string): string {
  if (to === 'extension' || to === 'cli') return `Hand it in from the composition root as an argument, and let the type live in domain.`;
  if (to.startsWith('tools/')) return 'Call it as a step of a plan, or hand in the function from a composition root.';
  return `Move the type you need to domain (or base, if it knows no noun of ours), or take the function as an argument and let a composition root hand it in.`;
}

/** `src/tools/git/commit.ts` → `tools/git`, `src/session/run.ts` → `session`. */
function roomOf(path: string): string {
  const [, room = '', below = ''] = path.split('/');
  return room === 'tools' && !below.endsWith('.ts') ? `tools/${below}` : room;
}

const rowOf = (room: string): string => (room.startsWith('tools/') ? anyToolset : room);
