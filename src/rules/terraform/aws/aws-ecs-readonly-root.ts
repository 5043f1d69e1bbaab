import { asBoolean, isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';
import { containersOf, namesOf } from './containers.ts';

export const awsEcsReadonlyRoot = terraformRule({
  id: 'aws-ecs-readonly-root',
  title: 'Containers of ECS cannot change their own files',
  severity: 'low',
  category: 'security',
  why: 'Whoever gets into a container that can write puts tools into it and changes what it runs; volumes are for what has to be written.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',
  also: ['CKV_AWS_336'],
  targets: ['aws_ecs_task_definition'],

  check(task) {
    const writable = containersOf(task).filter(
      ({ readonlyRootFilesystem }) => !isUnknown(readonlyRootFilesystem) && asBoolean(readonlyRootFilesystem) !== true,
    );
    return writable.length === 0
      ? undefined
      : { message: `Files can be changed in ${namesOf(writable)}: set readonlyRootFilesystem = true.`, at: task.span('container_definitions') };
  },

  fails: `
resource "aws_ecs_task_definition" "web" {
  family = "web"
  container_definitions = jsonencode([
    { name = "web", image = "example.com/web:1.4.2" }
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
