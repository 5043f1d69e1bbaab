import type * as vscode from 'vscode';
import type { Shell } from '../shell.ts';
import { watchYaml } from '../yaml/watch.ts';
import type { BestPractices } from './best-practices.ts';

const selector: vscode.DocumentSelector = { scheme: 'file', pattern: '**/.nimbus/rules.yaml' };

/** Completion and hovers for `.nimbus/rules.yaml`, and what is wrong in it as problems. */
export const settingsFeatures = (shell: Shell, practices: BestPractices): vscode.Disposable =>
  watchYaml(shell, {
    what: 'the settings of the rules',
    selector,
    load: async () => {
      const [{ hoverAt, offersAt }, { problemsIn }] = await Promise.all([import('./settings/help.ts'), import('./settings/problems.ts')]);
      return {
        offersAt: (lines, line, column) => offersAt(lines, line, column, practices.rules),
        hoverAt: (lines, line, column) => hoverAt(lines, line, column, practices.rules),
        async problemsIn(text, document) {
          const place = practices.placeOf(document.uri);
          // Which rules there are the worker knows; without it, what can be seen from here.
          const notes = place === undefined || !practices.isOn ? [] : await practices.ask('settings', { root: place.root, text }).catch(() => []);
          return problemsIn(text, notes);
        },
        lenses: () => [],
      };
    },
  });
