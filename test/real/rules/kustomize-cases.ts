/** Overlays as people write them: what is built of `root` is to be what kubectl builds. */
export interface Overlay {
  readonly what: string;
  readonly root: string;
  readonly files: Readonly<Record<string, string>>;
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
spec:
  replicas: 1
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      serviceAccountName: web
      containers:
        - name: web
          image: example.com/web:latest
          args: ["--port", "8080"]
          ports:
            - containerPort: 8080
              name: http
          env:
            - name: LEVEL
              value: info
            - name: PASSWORD
              valueFrom:
                secretKeyRef:
                  name: db
                  key: password
          envFrom:
            - configMapRef:
                name: settings
          volumeMounts:
            - name: data
              mountPath: /data
        - name: proxy
          image: registry.example.com:5000/proxy@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      volumes:
        - name: data
          emptyDir: {}
        - name: settings
          configMap:
            name: settings
`;
const service = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: http
`;
const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: web\n';
const kustomization = (text: string): string => `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${text}`;
const base = {
  'base/kustomization.yaml': kustomization('resources:\n  - deployment.yaml\n  - service.yaml\n  - account.yaml\n'),
  'base/deployment.yaml': deployment,
  'base/service.yaml': service,
  'base/account.yaml': account,
};
const over = (what: string, text: string, more: Readonly<Record<string, string>> = {}): Overlay => ({
  what,
  root: 'prod',
  files: { ...base, 'prod/kustomization.yaml': kustomization(`resources:\n  - ../base\n${text}`), ...more },
});

export const overlays: readonly Overlay[] = [
  { what: 'a base alone', root: 'base', files: base },
  over('a namespace', 'namespace: shop\n'),
  over('a prefix and a suffix, with the names that follow', 'namePrefix: prod-\nnameSuffix: -v2\n'),
  over(
    'images by tag, name and digest',
    'images:\n  - name: example.com/web\n    newTag: 1.4.2\n  - name: registry.example.com:5000/proxy\n    newName: mirror.example.com/proxy\n    newTag: "2"\n',
  ),
  over('an image by digest', `images:\n  - name: example.com/web\n    digest: sha256:${'b'.repeat(64)}\n`),
  over('an image of another name only', 'images:\n  - name: example.com/web\n    newName: mirror.example.com/web\n'),
  over('replicas', 'replicas:\n  - name: web\n    count: 4\n'),
  over('common labels', 'commonLabels:\n  team: shop\n  tier: "1"\n'),
  over('labels without selectors', 'labels:\n  - pairs:\n      team: shop\n'),
  over('labels with selectors', 'labels:\n  - pairs:\n      team: shop\n    includeSelectors: true\n'),
  over('labels in templates', 'labels:\n  - pairs:\n      team: shop\n    includeTemplates: true\n'),
  over('annotations', 'commonAnnotations:\n  owner: shop\n'),
  over('a merge patch in a file', 'patches:\n  - path: patch.yaml\n', {
    'prod/patch.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 3\n  template:\n    spec:\n      containers:\n        - name: web\n          resources:\n            limits:\n              memory: 1Gi\n          env:\n            - name: LEVEL\n              value: warn\n            - name: MORE\n              value: "1"\n',
  }),
  over('a merge patch of the second container comes first', 'patches:\n  - path: patch.yaml\n', {
    'prod/patch.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n        - name: proxy\n          args: [a]\n        - name: new\n          image: example.com/new:1\n      initContainers:\n        - name: init\n          image: example.com/init:1\n',
  }),
  over('a merge patch that takes things away', 'patchesStrategicMerge:\n  - patch.yaml\n', {
    'prod/patch.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  labels:\n    new: x\nspec:\n  replicas: null\n  template:\n    spec:\n      containers:\n        - name: proxy\n          $patch: delete\n        - name: web\n          env:\n            - name: PASSWORD\n              $patch: delete\n      volumes:\n        - name: data\n          $patch: delete\n',
  }),
  over('a merge patch that replaces', 'patches:\n  - path: patch.yaml\n', {
    'prod/patch.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n        - $patch: replace\n        - name: only\n          image: example.com/only:1\n      volumes:\n        - name: data\n          emptyDir: null\n          hostPath:\n            path: /data\n',
  }),
  over(
    'a patch that deletes an object',
    'patches:\n  - patch: |-\n      $patch: delete\n      apiVersion: v1\n      kind: Service\n      metadata:\n        name: web\n',
  ),
  over(
    'a map that a patch replaces',
    'patches:\n  - patch: |-\n      apiVersion: v1\n      kind: Service\n      metadata:\n        name: web\n      spec:\n        selector:\n          $patch: replace\n          role: web\n',
  ),
  over(
    'a merge patch by target',
    'patches:\n  - target:\n      kind: Deployment|Service\n      name: w.*\n    patch: |-\n      apiVersion: v1\n      kind: Any\n      metadata:\n        name: any\n        labels:\n          patched: "yes"\n',
  ),
  over(
    'a patch by label',
    'patches:\n  - target:\n      labelSelector: app=web\n    patch: |-\n      - op: add\n        path: /metadata/annotations\n        value: {seen: "1"}\n',
  ),
  over(
    'operations in place and in a file',
    'patches:\n  - target:\n      kind: Deployment\n      name: web\n    patch: |-\n      - op: replace\n        path: /spec/replicas\n        value: 5\n      - op: add\n        path: /spec/template/spec/containers/0/args/-\n        value: --verbose\n      - op: add\n        path: /spec/template/spec/containers/0/args/0\n        value: first\n      - op: remove\n        path: /spec/template/spec/containers/1\n  - target:\n      kind: Service\n      name: web\n    path: ops.yaml\n',
    {
      'prod/ops.yaml':
        '- op: test\n  path: /spec/ports/0/port\n  value: 80\n- op: copy\n  from: /spec/selector\n  path: /metadata/labels\n- op: move\n  from: /metadata/labels/app\n  path: /metadata/labels/a~1b\n',
    },
  ),
  over(
    'operations the old way, from JSON',
    'patchesJson6902:\n  - target:\n      group: apps\n      version: v1\n      kind: Deployment\n      name: web\n    path: ops.json\n',
    {
      'prod/ops.json': '[{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "example.com/web:9"}]\n',
    },
  ),
  over('a merge patch of a service’s ports', 'patches:\n  - path: patch.yaml\n', {
    'prod/patch.yaml':
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - port: 80\n      nodePort: 30080\n    - port: 443\n      targetPort: https\n',
  }),
  over('a merge patch of mounts and container ports', 'patches:\n  - path: patch.yaml\n', {
    'prod/patch.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      tolerations:\n        - key: a\n          operator: Exists\n      containers:\n        - name: web\n          ports:\n            - containerPort: 8080\n              hostPort: 80\n            - containerPort: 9090\n              name: metrics\n          volumeMounts:\n            - mountPath: /data\n              readOnly: true\n            - mountPath: /tmp\n              name: data\n',
  }),
  over(
    'generated ConfigMaps and Secrets, with their hashes where they are named',
    'configMapGenerator:\n  - name: settings\n    literals:\n      - LEVEL=debug\n      - QUOTED="a b"\n      - HTML=<a&b>\n    files:\n      - app.properties\n      - renamed.txt=other.txt\n  - name: from-env\n    envs:\n      - values.env\nsecretGenerator:\n  - name: db\n    literals:\n      - password=not-a-secret\n  - name: tls\n    type: kubernetes.io/tls\n    files:\n      - tls.crt=long.txt\n',
    {
      'prod/app.properties': 'a=1\nb=2\n',
      'prod/other.txt': 'ü – text\n',
      'prod/values.env': '# comment\nONE=1\n\nTWO=two words\n',
      'prod/long.txt': 'x'.repeat(200),
    },
  ),
  over(
    'a generator without a hash, with labels',
    'generatorOptions:\n  disableNameSuffixHash: true\n  labels:\n    made: "yes"\n  annotations:\n    note: text\nconfigMapGenerator:\n  - name: settings\n    literals: [A=1]\n    options:\n      immutable: true\n      labels:\n        own: "1"\n',
  ),
  {
    what: 'a generator that merges into the base’s, and one that replaces',
    root: 'prod',
    files: {
      'base/kustomization.yaml': kustomization(
        'resources: [pod.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals: [A=1, B=2]\n  - name: other\n    literals: [C=3]\n',
      ),
      'base/pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n    - name: c\n      image: example.com/c:1\n      envFrom:\n        - configMapRef: {name: settings}\n        - configMapRef: {name: other}\n',
      'prod/kustomization.yaml': kustomization(
        'resources: [../base]\nnamePrefix: p-\nnamespace: shop\nconfigMapGenerator:\n  - name: settings\n    behavior: merge\n    literals: [B=9, D=4]\n  - name: other\n    behavior: replace\n    literals: [E=5]\n',
      ),
    },
  },
  {
    what: 'two levels, a component and one base built twice',
    root: 'top',
    files: {
      ...base,
      'mid/kustomization.yaml': kustomization(
        'resources: [../base]\nnamePrefix: mid-\nlabels:\n  - pairs: {level: mid}\n    includeSelectors: true\ncomponents: [../component]\n',
      ),
      'component/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [policy.yaml]\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n      - {op: replace, path: /spec/replicas, value: 7}\n',
      'component/policy.yaml':
        'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: all\nspec:\n  podSelector:\n    matchLabels:\n      app: web\n  policyTypes: [Ingress]\n',
      'other/kustomization.yaml': kustomization('resources: [../base]\nnamePrefix: other-\n'),
      'top/kustomization.yaml': kustomization('resources: [../mid, ../other]\nnamespace: shop\nnameSuffix: -x\n'),
    },
  },
  {
    what: 'names in every kind that names others',
    root: '.',
    files: {
      'kustomization.yaml': kustomization('namePrefix: a-\nnamespace: shop\nresources: [all.yaml]\n'),
      'all.yaml': `apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
${account}---
${service}---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: disk
spec:
  storageClassName: fast
  accessModes: [ReadWriteOnce]
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: example.com/fast
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: web
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      serviceAccountName: web
      priorityClassName: high
      imagePullSecrets:
        - name: pull
      containers:
        - name: db
          image: example.com/db:1
          envFrom:
            - secretRef: {name: pull}
      volumes:
        - name: v
          persistentVolumeClaim: {claimName: disk}
        - name: p
          projected:
            sources:
              - secret: {name: pull}
              - configMap: {name: conf}
  volumeClaimTemplates:
    - metadata: {name: d}
      spec:
        storageClassName: fast
---
apiVersion: v1
kind: Secret
metadata:
  name: pull
type: kubernetes.io/dockerconfigjson
data:
  .dockerconfigjson: e30=
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: conf
data: {a: b}
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: high
value: 10
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: in
spec:
  ingressClassName: ours
  defaultBackend:
    service: {name: web, port: {number: 80}}
  tls:
    - hosts: [a.example.com]
      secretName: pull
  rules:
    - host: a.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service: {name: web, port: {number: 80}}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: ours
spec:
  controller: example.com/in
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: db
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: db}
  maxReplicas: 3
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: db
spec:
  selector:
    matchLabels: {app: db}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: reader
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects:
  - {kind: ServiceAccount, name: web, namespace: default}
  - {kind: ServiceAccount, name: default}
  - {kind: User, name: web, apiGroup: rbac.authorization.k8s.io}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: reader
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: reader
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader}
subjects:
  - {kind: ServiceAccount, name: web}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: hook
webhooks:
  - name: a.example.com
    clientConfig:
      service: {name: web, namespace: default}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: things.example.com
spec:
  group: example.com
---
apiVersion: example.com/v1
kind: Thing
metadata:
  name: one
spec:
  containers:
    - {name: a, image: example.com/a:1}
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          serviceAccountName: web
          restartPolicy: Never
          containers:
            - name: job
              image: example.com/job:1
              env:
                - name: A
                  valueFrom:
                    configMapKeyRef: {name: conf, key: a}
`,
    },
  },
  {
    what: 'labels and annotations on every kind that selects',
    root: '.',
    files: {
      'kustomization.yaml': kustomization(
        'commonLabels: {team: shop}\ncommonAnnotations: {note: text}\nresources: [all.yaml]\nimages:\n  - {name: example.com/job, newTag: "7"}\n',
      ),
      'all.yaml': `apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          initContainers:
            - name: init
              image: example.com/job
          containers:
            - name: job
              image: example.com/job:1
---
apiVersion: batch/v1
kind: Job
metadata:
  name: once
spec:
  template:
    spec:
      containers:
        - name: job
          image: example.com/job:1@sha256:${'c'.repeat(64)}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  selector:
    matchLabels: {app: db}
  template:
    metadata:
      labels: {app: db}
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: zone
              labelSelector:
                matchLabels: {app: db}
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 1
              podAffinityTerm:
                topologyKey: node
                labelSelector:
                  matchLabels: {app: db}
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: zone
          whenUnsatisfiable: DoNotSchedule
          labelSelector:
            matchLabels: {app: db}
      containers:
        - name: db
          image: example.com/db:1
  volumeClaimTemplates:
    - metadata: {name: d}
---
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: np
spec:
  podSelector:
    matchLabels: {app: db}
  ingress:
    - from:
        - podSelector:
            matchLabels: {app: web}
        - namespaceSelector: {}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: db
spec:
  selector:
    matchLabels: {app: db}
---
apiVersion: v1
kind: Service
metadata:
  name: bare
spec:
  clusterIP: None
---
apiVersion: v1
kind: Pod
metadata:
  name: pod
spec:
  containers: []
`,
    },
  },
  {
    what: 'a list, a folder named as a base, and JSON',
    root: 'top',
    files: {
      'top/kustomization.yml': 'bases:\n  - ../lists\nnamespace: shop\n',
      'lists/Kustomization': 'resources:\n  - list.yaml\n  - one.yaml\n',
      'lists/list.yaml':
        'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: a}\n    data: {x: "1"}\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: b}\n',
      'lists/one.yaml': '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "data": {"n": "2"}}\n',
    },
  },
  over(
    'several patches in one file, and one over another',
    'patches:\n  - path: many.yaml\n  - target: {kind: Deployment}\n    patch: |-\n      - {op: test, path: /spec/replicas, value: 2}\n      - {op: replace, path: /spec/replicas, value: 6}\n',
    {
      'prod/many.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 2\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: NodePort\n',
    },
  ),
  over(
    'a patch by the name before the prefix, and one by the name after it',
    'resources:\n  - ../mid\nnamePrefix: p-\npatches:\n  - patch: |-\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata: {name: web}\n      spec: {replicas: 8}\n'.replace(
      'resources:\n  - ../mid\n',
      '',
    ),
  ),
  {
    what: 'a patch by the name an overlay below has given',
    root: 'top',
    files: {
      ...base,
      'mid/kustomization.yaml': kustomization('resources: [../base]\nnamePrefix: mid-\n'),
      'top/kustomization.yaml': kustomization(
        'resources: [../mid]\npatches:\n  - patch: |-\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata: {name: mid-web}\n      spec: {replicas: 8}\n  - patch: |-\n      apiVersion: v1\n      kind: Service\n      metadata: {name: web}\n      spec: {type: NodePort}\nreplicas:\n  - {name: web, count: 9}\n',
      ),
    },
  },
  {
    what: 'custom objects: lists replaced, namespaces given',
    root: 'o',
    files: {
      'b/kustomization.yaml': kustomization('resources: [t.yaml]\n'),
      'b/t.yaml':
        'apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: one\n  finalizers: [a]\nspec:\n  items:\n    - {name: a, v: 1}\n    - {name: b, v: 2}\n  map: {x: 1, y: 2}\n',
      'o/kustomization.yaml': kustomization(
        'resources: [../b]\nnamespace: ns\npatches:\n  - patch: |-\n      apiVersion: example.com/v1\n      kind: Thing\n      metadata:\n        name: one\n      spec:\n        items:\n          - {name: b, v: 3}\n        map: {y: null, z: 3}\n',
      ),
    },
  },
  {
    what: 'renaming by a patch that may',
    root: 'prod',
    files: {
      ...base,
      'prod/kustomization.yaml': kustomization(
        'resources: [../base]\npatches:\n  - target: {kind: ServiceAccount, name: web}\n    options: {allowNameChange: true}\n    patch: |-\n      apiVersion: v1\n      kind: ServiceAccount\n      metadata:\n        name: robot\n',
      ),
    },
  },
  {
    what: 'replacements: whole values, parts between delimiters, several targets, fields that are made',
    root: 'prod',
    files: {
      ...base,
      'base/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  HOST: db.example.com:5432\n  TAG: 1.4.2\n',
      'base/kustomization.yaml': kustomization('resources: [deployment.yaml, service.yaml, account.yaml, config.yaml]\n'),
      'prod/kustomization.yaml': kustomization(
        `resources: [../base]
namePrefix: p-
replacements:
  - source: {kind: ConfigMap, name: settings, fieldPath: data.HOST, options: {delimiter: ":", index: 0}}
    targets:
      - select: {kind: Deployment}
        fieldPaths:
          - spec.template.spec.containers.[name=web].env.[name=LEVEL].value
          - metadata.annotations.example\\.com/host
        options: {create: true}
  - source: {kind: ConfigMap, name: settings, fieldPath: data.TAG}
    targets:
      - select: {kind: Deployment, name: web}
        fieldPaths: ["spec.template.spec.containers.[name=web].image"]
        options: {delimiter: ":", index: 1}
  - source: {kind: Service, name: web}
    targets:
      - select: {kind: Deployment}
        reject: [{name: other}]
        fieldPaths: ["spec.template.spec.containers.*.name"]
`,
      ),
    },
  },
];
