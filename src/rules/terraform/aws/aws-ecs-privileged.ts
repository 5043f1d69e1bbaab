import { asBoolean } from '../../hcl/value.ts';
import { removeAttribute } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';
import { type Container, containersOf, namesOf, setInContainers } from './containers.ts';

const isPrivileged = ({ privileged }: Container): boolean => asBoolean(privileged) === true;

export const awsEcsPrivileged = terraformRule({
  id: 'aws-ecs-privileged',
  title: 'Containers of ECS are kept apart from their machine',
  severity: 'high',
  category: 'security',
  why: 'A privileged container, or one that sees the processes of its machine, is root on it: whoever gets into it has all other containers there. That includes the credentials of every other task; only an agent that watches the machine itself needs as much.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',
  also: [],
  targets: ['aws_ecs_task_definition'],
  fixReplaces: true,

  check(task) {
    const privileged = containersOf(task).filter(isPrivileged);
    return [
      ...(privileged.length > 0
        ? [{ message: `${namesOf(privileged)} is root on its machine: set privileged = false.`, at: task.span('container_definitions') }]
        : []),
      ...(task.get('pid_mode') === 'host' ? [{ message: 'Containers see all processes of the machine: leave pid_mode out.', at: task.span('pid_mode') }] : []),
    ];
  },

  fix(task) {
    const containers = setInContainers(task, isPrivileged, 'privileged', 'false') ?? (containersOf(task).some(isPrivileged) ? undefined : []);
    const isShared = task.get('pid_mode') === 'host';
    if (containers === undefined || (isShared && task.attribute('pid_mode')?.value.kind !== 'literal')) return undefined;
    return [...containers, ...(isShared ? removeAttribute(task.syntax, 'pid_mode') : [])];
  },

  fails: `
resource "aws_ecs_task_definition" "web" {
  family = "web"
  container_definitions = jsonencode([
    { name = "web", image = "example.com/web:1.4.2", privileged = true, readonlyRootFilesystem = true }
  ])
}`,
  passes: `
resource "aws_ecs_task_definition" "web" {
  family = "web"
  container_definitions = jsonencode([
    { name = "web", image = "example.com/web:1.4.2", readonlyRootFilesystem = true }
  ])
}`,
});
