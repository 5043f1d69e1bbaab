import { asBoolean } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';
import { containersOf, namesOf } from './containers.ts';

export const awsEcsPrivileged = terraformRule({
  id: 'aws-ecs-privileged',
  title: 'Containers of ECS are kept apart from their machine',
  severity: 'high',
  category: 'security',
  why: 'A privileged container, or one that sees the processes of its machine, is root on it: whoever gets into it has all other containers there.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',
  also: [],
  targets: ['aws_ecs_task_definition'],

  check(task) {
    const privileged = containersOf(task).filter((container) => asBoolean(container.privileged) === true);
    return [
      ...(privileged.length > 0
        ? [{ message: `${namesOf(privileged)} is root on its machine: leave privileged out.`, at: task.span('container_definitions') }]
        : []),
      ...(task.get('pid_mode') === 'host' ? [{ message: 'Containers see all processes of the machine: leave pid_mode out.', at: task.span('pid_mode') }] : []),
    ];
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
