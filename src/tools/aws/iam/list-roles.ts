import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { readingTool } from '../aws-tool.ts';
import { more, place, text } from '../fields.ts';
import { collect, cutNote, itemsMax } from '../pages.ts';

export const listRoles = readingTool({
  name: 'aws.iam.listRoles',
  global: true,
  summary: 'List the IAM roles of the account.',
  input: z.strictObject({ filter: text(128).min(1).optional().describe('Only roles whose name matches.'), ...place }),
  output: z.object({ roles: z.array(z.object({ role: z.string(), arn: z.string(), createdAt: z.string() })), more }),
  commands: ['aws iam list-roles'],
  says: [
    'list the iam roles',
    'which roles exist in this account',
    'show all roles',
    'what iam roles do we have',
    'list the roles',
    'show our aws roles',
    'what roles start with eks',
    'roles in this account',
    'iam roles starting with ci',
    'roles we have in aws',
    'give me all the roles',
    'iam roles',
    'all the roles we have',
    'roles with deploy in the name',
    'roles whose name contains lambda',
    'find iam roles containing ci',
    'roles whose name starts with lambda-',
    'which roles match deploy',
    'what iam roles have we got',
    'all roles of the account',
    'roles with admin in their name',
    'aws iam list-roles --profile infra',
    'Which IAM roles exist in account 272788990011?',
    'The pentesters left a report that mentions a bunch of stale roles for old vendors, can you list the IAM roles that have vendor in their name?',
    'iam roles matching "billing" pls',
    'how many IAM roles are there under profile data-eng?',
    'is there some role for the kiosk devices? search iam for kiosk',
    'all aws roles in the shared-services account please',
    'The pod says it cannot assume its role, so check which iam roles exist with orders in the name',
    'iam role inventory',
    'For the naming convention ticket I need all IAM roles beginning with svc-',
  ],
  examples: [{ title: 'Find roles by name', input: { filter: 'deployer' } }],
  guessMs: 1_500,

  async read({ filter }, aws) {
    const iam = await aws.service('iam');
    const matches = matcher(filter);
    const found = await collect(itemsMax, async (Marker) => {
      const page = await aws.ask('iam:ListRoles', iam.listRoles({ Marker, MaxItems: 1_000 }));
      return { items: page.Roles?.filter((role) => matches(role.RoleName ?? '')), next: page.Marker };
    });
    const roles = found.items.map((r) => ({ role: r.RoleName ?? '', arn: r.Arn ?? '', createdAt: r.CreateDate?.toISOString() ?? '' }));
    return { output: { roles, ...(found.more ? { more: true } : {}) }, summary: `${count(roles.length, 'IAM role')}.${cutNote(found.more)}` };
  },
});

/** A part of the name, or with `*` the whole of it; case does not count. */
function matcher(filter: string | undefined): (name: string) => boolean {
  if (filter === undefined) return () => true;
  const wanted = filter.toLowerCase();
  if (!wanted.includes('*')) return (name) => name.toLowerCase().includes(wanted);
  const parts = wanted.split('*');
  const [head = ''] = parts;
  const tail = parts.at(-1) ?? '';
  return (name) => {
    const text = name.toLowerCase();
    if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
    let from = head.length;
    for (const part of parts.slice(1, -1)) {
      const found = text.indexOf(part, from);
      if (found < 0) return false;
      from = found + part.length;
    }
    return from <= text.length - tail.length;
  };
}
