import type { ToDashboard } from '../../src/protocol/dashboard.ts';
import type { Notice } from '../shared/notice.ts';

export type Shown = Extract<ToDashboard, { type: 'show' }>;

export interface Model {
  readonly shown?: Shown;
  readonly notice?: Notice;
  readonly isMisunderstood: boolean;
  /** The person chose it; shown as chosen until the host has counted. */
  readonly period?: number;
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;
export const counted = (n: number, one: string): string => `${n.toLocaleString('en-US')} ${n === 1 ? one : `${one}s`}`;
/** `21 Nov`. */
export const dayWords = (day: string): string => new Date(`${day}T12:00:00`).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
