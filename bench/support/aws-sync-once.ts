import { workplaceOn } from '../../src/host/workplace.ts';
import { sync } from '../../src/tools/aws/s3/sync.ts';

// Run in a process of its own, as the AWS command line is. All that a step does: it is previewed, run and looked at again.
const [folder = '', data = '', source = '', destination = ''] = process.argv.slice(2);
const at = workplaceOn(data, { keep: () => '', get: () => undefined })(folder, new AbortController().signal, () => {});
const input = sync.input.parse({ source, destination });
const preview = await sync.preview?.(input, at);
if (preview?.ok !== true) throw new Error(JSON.stringify(preview));
const done = await sync.run(input, at);
if (!done.ok) throw new Error(JSON.stringify(done.failure));
const verdict = await sync.verify?.(input, done.output, at);
if (verdict?.met !== true) throw new Error(JSON.stringify(verdict));
console.log(JSON.stringify(done.output));
