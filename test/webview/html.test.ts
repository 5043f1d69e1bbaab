import { expect, test } from 'vitest';
import { panelHtml } from '../../src/extension/panels/html.ts';

const page = {
  title: 'Plan <b>"now"</b> & later',
  scriptUri: 'https://file.example.com/dist/webview/run.js',
  styleUris: ['https://file.example.com/a.css?x=1&y=2', 'https://file.example.com/b.css'],
  cspSource: 'https://*.example.com',
  nonce: 'bm9uY2U=',
  skeleton: 'run',
  subject: '/projects/"shop"',
} as const;

test('one script with its nonce and two sheets may load, nothing else', () => {
  const html = panelHtml(page);
  expect(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#39;', "'").split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'nonce-bm9uY2U='",
    'style-src https://*.example.com',
    'font-src https://*.example.com',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(html.match(/<script[^>]*>/g)).toEqual(['<script nonce="bm9uY2U=" src="https://file.example.com/dist/webview/run.js">']);
  expect(html.match(/<link[^>]*>/g)).toHaveLength(2);
  expect(html, 'no inline style, handler or frame').not.toMatch(/style=|<style|\son\w+=|<iframe|unsafe/);
});

test('what is put in stays text', () => {
  const html = panelHtml(page);
  expect(html).toContain('<title>Plan &#60;b&#62;&#34;now&#34;&#60;/b&#62; &#38; later</title>');
  expect(html).toContain('data-subject="/projects/&#34;shop&#34;"');
  expect(html).toContain('href="https://file.example.com/a.css?x=1&#38;y=2"');
});
