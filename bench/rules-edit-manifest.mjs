export const name = 'Best practices: check again after an edit in a manifest of 900 lines and 42 objects, processor time';
export const limit = 10;
export const unit = 'ms';

/** A letter typed into the middle, with everything else as the editor keeps it; beside it the same objects as one document. */
export async function run() {
  const { look } = await import('../src/rules/engine/look.ts');
  const { noSettings } = await import('../src/rules/engine/settings.ts');
  const { allRules } = await import('../src/rules/all.ts');
  const { ManifestReader } = await import('../src/rules/kubernetes/reader.ts');
  const type = async (start) => {
    const options = { rules: allRules, settings: noSettings, today: '2026-01-01', manifests: new ManifestReader(), edits: true };
    const at = start.indexOf('name: web10') + 'name: '.length;
    let text = start;
    const samples = [];
    for (let round = 0; round < 60; round++) {
      text = `${text.slice(0, at)}x${text.slice(at)}`;
      const before = process.cpuUsage();
      await look([{ path: 'all.yaml', text }], options);
      const { user, system } = process.cpuUsage(before);
      if (round >= 20) samples.push((user + system) / 1000);
    }
    return samples;
  };
  const objects = Array.from({ length: 21 }, (_, n) => [deployment(n), service(n)]).flat();
  const list = `apiVersion: v1\nkind: List\nitems:\n${objects.map((text) => `  - ${text.trimEnd().replaceAll('\n', '\n    ')}\n`).join('')}`;
  const samples = await type(objects.join('---\n'));
  const asOne = (await type(list)).toSorted((a, b) => a - b);
  return { samples, detail: `as one document, a List, which is parsed as a whole: ${asOne[Math.floor(asOne.length / 2)]?.toFixed(1)} ms` };
}

const deployment = (n) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web${n}
  namespace: shop
  labels:
    app: web${n}
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web${n}
  template:
    metadata:
      labels:
        app: web${n}
    spec:
      containers:
        - name: web
          image: example.com/web:1.${n}
          ports:
            - containerPort: 8080
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
          livenessProbe:
            httpGet: { path: /, port: 8080 }
`;

const service = (n) => `apiVersion: v1
kind: Service
metadata:
  name: web${n}
  namespace: shop
spec:
  selector:
    app: web${n}
  ports:
    - port: 80
      targetPort: 8080
`;
