import { asBoolean, isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';
import { type Container, containersOf, namesOf, setInContainers } from './containers.ts';

const isWritable = ({ readonlyRootFilesystem }: Container): boolean => !isUnknown(readonlyRootFilesystem) && asBoolean(readonlyRootFilesystem) !== true;

export const awsEcsReadonlyRoot = terraformRule({
  id: 'aws-ecs-readonly-root',
  title: 'Containers of ECS cannot change their own files',
  severity: 'low',
  category: 'security',
  why: 'Whoever gets into a container that can write puts tools into it and changes what it runs; volumes are for what has to be written. Many programs write to /tmp: give them a volume there first, or they fail.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',
  also: ['CKV_AWS_336'],
  targets: ['aws_ecs_task_definition'],
  fixReplaces: true,

  check(task) {
    const writable = containersOf(task).filter(isWritable);
    return writable.length === 0
      ? undefined
      : { message: `Files can be changed in ${namesOf(writable)}: set readonlyRootFilesystem = true.`, at: task.span('container_definitions') };
  },

  fix: (task) => setInContainers(task, isWritable, 'readonlyRootFilesystem', 'true'),

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
