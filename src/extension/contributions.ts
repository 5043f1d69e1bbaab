import { type CommandDeclaration, commands } from './manifest/commands.ts';
import { infrastructureView } from './manifest/infrastructure.ts';
import { type SettingDeclaration, settings } from './manifest/settings.ts';
import { checkedLanguages, panelTypes, ruleScheme, rulesView, runsView } from './manifest/views.ts';

/** Languages of files that are looked at as they are typed: templates and plan files. */
const languages = ['handlebars', 'yaml'] as const;

/** Everything of package.json that VS Code reads: `npm run generate` writes it there. Plain data, no `vscode`. */
export function contributes() {
  const declaredCommands: [string, CommandDeclaration][] = Object.entries(commands);
  const declaredSettings: [string, SettingDeclaration][] = Object.entries(settings);
  return {
    icon: 'media/icon.png',
    categories: ['Linters', 'Other'],
    keywords: ['terraform', 'aws', 'infrastructure as code', 'devops', 'best practices'],
    // Views and commands activate by themselves; a panel that comes back after a reload does not, and neither do the files Nimbus reads as they are typed.
    activationEvents: [
      ...Object.values(panelTypes).map((type) => `onWebviewPanel:${type}`),
      ...[...languages, ...checkedLanguages].map((id) => `onLanguage:${id}`),
    ],
    capabilities: {
      untrustedWorkspaces: {
        supported: 'limited',
        description: 'Answers can be given and plans looked at; nothing is written and no program is started until the folder is trusted.',
        restrictedConfigurations: declaredSettings.filter(([, setting]) => setting.restricted).map(([id]) => id),
      },
      virtualWorkspaces: { supported: false, description: 'Nimbus works on files and runs programs where they are; a virtual file system has neither.' },
    },
    contributes: {
      commands: declaredCommands.map(([command, { title, icon }]) => ({
        command,
        title,
        category: 'Nimbus',
        ...(icon === undefined ? {} : { icon: `$(${icon})` }),
      })),
      menus: menus(declaredCommands),
      viewsContainers: { activitybar: [{ id: 'nimbus', title: 'Nimbus', icon: 'media/nimbus.svg' }] },
      views: {
        nimbus: [
          { id: runsView, name: 'Plans and Runs', icon: 'media/nimbus.svg', contextualTitle: 'Nimbus' },
          { id: infrastructureView, name: 'Infrastructure', icon: 'media/nimbus.svg', contextualTitle: 'Nimbus' },
          { id: rulesView, name: 'Best Practices', icon: 'media/nimbus.svg', contextualTitle: 'Nimbus' },
        ],
      },
      // Known to VS Code without another extension, so that a document of theirs wakes Nimbus. Colours are for others to bring.
      languages: [
        { id: 'terraform', aliases: ['Terraform'], extensions: ['.tf', '.tofu'], configuration: 'media/terraform-language.json' },
        { id: 'terraform-vars', aliases: ['Terraform Variables'], extensions: ['.tfvars'], configuration: 'media/terraform-language.json' },
      ],
      // The YAML extension reads this; without it, completion is Nimbus's own.
      yamlValidation: [{ fileMatch: '.nimbus/rules.yaml', url: './media/rules.schema.json' }],
      // The page of a rule is to be read: a link to it opens it as one, not as the Markdown it is written in.
      configurationDefaults: { 'workbench.editorAssociations': { [`${ruleScheme}:/**`]: 'vscode.markdown.preview.editor' } },
      viewsWelcome: [
        {
          view: infrastructureView,
          when: 'workspaceFolderCount > 0',
          contents:
            'Terraform folders, clusters of your kubeconfig, AWS accounts and the repository of this folder are listed here. There is none of them yet.\n[Generate Terraform…](command:nimbus.terraform.generate)',
        },
        {
          view: infrastructureView,
          when: 'workspaceFolderCount == 0',
          contents: 'What there is around a folder is listed here.\n[Open Folder](command:workbench.action.files.openFolder)',
        },
        {
          view: rulesView,
          when: 'workspaceFolderCount > 0 && nimbus.rules.looked && !nimbus.rules.filtered',
          contents: 'There are no findings in the Terraform, Kubernetes YAML and Dockerfiles here.\n[Check All Files Again](command:nimbus.rules.again)',
        },
        {
          view: rulesView,
          when: 'workspaceFolderCount > 0 && nimbus.rules.filtered',
          contents: 'No finding matches the filter.\n[Show All](command:nimbus.rules.showAll)',
        },
        {
          view: rulesView,
          when: 'workspaceFolderCount == 0',
          contents: 'Best practices are looked for in a folder that is open here.\n[Open Folder](command:workbench.action.files.openFolder)',
        },
        {
          view: runsView,
          when: 'workspaceFolderCount > 0 && !nimbus.filtered',
          contents:
            'What Nimbus plans and runs in this workspace is listed here, to look at and to roll back.\n[Generate Terraform…](command:nimbus.terraform.generate)\n[Plan in Plain Words…](command:nimbus.plan.create)',
        },
        {
          view: runsView,
          when: 'workspaceFolderCount > 0 && nimbus.filtered',
          contents: 'No run matches the filter.\n[Show All](command:nimbus.runs.showAll)',
        },
        {
          view: runsView,
          when: 'workspaceFolderCount == 0',
          contents: 'Nimbus writes into a folder that is open here.\n[Open Folder](command:workbench.action.files.openFolder)',
        },
      ],
      walkthroughs: [walkthrough],
      configuration: {
        title: 'Nimbus',
        properties: Object.fromEntries(
          declaredSettings.map(([id, { description, restricted: _, ...setting }]) => [id, { ...setting, markdownDescription: description }]),
        ),
      },
    },
  };
}

const picture = (name: string, altText: string): { image: string; altText: string } => ({ image: `docs/images/${name}.png`, altText });

const walkthrough = {
  id: 'start',
  title: 'Get Started with Nimbus',
  description: 'From a folder to reviewed Terraform, and back.',
  steps: [
    {
      id: 'generate',
      title: 'Generate Terraform',
      description:
        'Right-click a folder in the explorer, or start here. Your answers are saved as you go.\n[Generate Terraform…](command:nimbus.terraform.generate)',
      media: picture('questionnaire', 'The questionnaire: the questions of one page, with help, and the steps beside them'),
      completionEvents: ['onCommand:nimbus.terraform.generate'],
    },
    {
      id: 'approve',
      title: 'Look, then approve',
      description: 'The plan shows every file it would write as a diff. Nothing is written until you approve it.',
      media: picture('plan', 'A plan that waits for an approval: its files with the lines each gains, and the steps after them'),
      completionEvents: ['onContext:nimbus.asking'],
    },
    {
      id: 'runs',
      title: 'Take it back',
      description: 'Every run is kept, to look at and to roll back.\n[Show Plans and Runs](command:nimbus.runs.focus)',
      media: picture('result', 'The result of a run: what each step did and how long it took, with a button to roll it back'),
      completionEvents: ['onCommand:nimbus.runs.focus', 'onCommand:nimbus.run.rollback'],
    },
    {
      id: 'scan',
      title: 'Check what is there',
      description: 'Best practices over a folder you already have: it only reads.\n[Check Best Practices](command:nimbus.rules.scan)',
      media: picture('best-practices', 'The report: findings by severity and category, and under each rule why it matters and where'),
      completionEvents: ['onCommand:nimbus.rules.scan'],
    },
    {
      id: 'infrastructure',
      title: 'See what is running',
      description:
        'Terraform state, clusters, AWS, Git and GitHub in one tree, asked for as you open a line. A right-click offers what can be done; every change becomes a plan first.\n[Show Infrastructure](command:nimbus.infrastructure.focus)',
      media: picture('infrastructure', 'The tree: clusters with their namespaces, deployments and pods, and a cluster that does not answer'),
      completionEvents: ['onView:nimbus.infrastructure'],
    },
    {
      id: 'words',
      title: 'Say it in plain words',
      description:
        '“Run terraform plan in infra, then apply it.” A sentence becomes a plan, without a network. What is selected in the tree is what “it” means.\n[Plan in Plain Words…](command:nimbus.plan.create)',
      media: picture('plan', 'A plan that waits for an approval: its files with the lines each gains, and the steps after them'),
      completionEvents: ['onCommand:nimbus.plan.create'],
    },
  ],
};

interface MenuEntry {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

function menus(declared: readonly [string, CommandDeclaration][]): Record<string, MenuEntry[]> {
  const entries = declared.flatMap(([command, { palette, menus: places = {} }]) => [
    ...(palette === undefined ? [] : [['commandPalette', { command, when: palette === 'never' ? 'false' : palette }] as const]),
    ...Object.entries(places).flatMap(([place, entry]) => [entry].flat().map((one) => [place, { command, ...one }] as const)),
  ]);
  const made: Record<string, MenuEntry[]> = {};
  for (const [place, entry] of entries) made[place] = [...(made[place] ?? []), entry];
  return made;
}
