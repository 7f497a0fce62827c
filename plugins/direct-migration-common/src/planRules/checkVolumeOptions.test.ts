/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import type { VolumeOptions } from '../types';
import { checkVolumeOptions } from './checkVolumeOptions';
import type { PlanProblem } from './PlanProblem';
import { sayRule } from './sayRule';

function refusal(options: VolumeOptions, existing?: string): unknown {
  const problems: Array<Pick<PlanProblem, 'field' | 'message' | 'hint'>> = [];
  checkVolumeOptions(
    ({ field, rule, values }) =>
      problems.push({ field, ...sayRule(rule, values as never) }),
    options,
    'o',
    existing,
  );
  expect(problems.every(({ hint }) => hint)).toBe(true);
  expect(JSON.stringify(problems)).not.toMatch(/\{\{/);
  return problems.at(0)?.field;
}

describe('checkVolumeOptions', () => {
  it('takes what clusters take', () => {
    expect(
      refusal({
        include: ['/keep/***', 'a b'],
        exclude: ['*.log', '**/cache/', '- x', 'grüße'],
        deleteExtraneous: true,
        sourcePod: {
          labels: { 'a.example.com/b': 'C_1.2-3', c: '' },
          annotations: { 'sidecar.istio.io/inject': '"any text"' },
          nodeSelector: { 'direct-migration.io/ours': 'yes' },
          resources: {
            requests: { cpu: '100m', memory: '128Mi' },
            limits: { cpu: '0.1', memory: '1e9' },
          },
        },
      }),
    ).toBeUndefined();
    expect(refusal({ deleteExtraneous: false }, 'reuse')).toBeUndefined();
  });

  it.each<[string, VolumeOptions, string?]>([
    ['o.exclude[1]', { exclude: ['a', 'a\nb'] }],
    ['o.exclude[0]', { exclude: ['[a-z]'] }],
    ['o.include[0]', { include: ['a\\b'] }],
    ['o.exclude[0]', { exclude: ['/'] }],
    ['o.deleteExtraneous', { deleteExtraneous: true }, 'reuse'],
    [
      'o.sourcePod.labels.direct-migration.io/item',
      { sourcePod: { labels: { 'direct-migration.io/item': 'x' } } },
    ],
    [
      'o.targetPod.labels.app.kubernetes.io/managed-by',
      { targetPod: { labels: { 'app.kubernetes.io/managed-by': 'x' } } },
    ],
    [
      'o.targetPod.annotations.direct-migration.io/x',
      { targetPod: { annotations: { 'direct-migration.io/x': '' } } },
    ],
    ['o.sourcePod.labels.a b', { sourcePod: { labels: { 'a b': '' } } }],
    ['o.sourcePod.labels.a/b/c', { sourcePod: { labels: { 'a/b/c': '' } } }],
    ['o.sourcePod.labels.a', { sourcePod: { labels: { a: 'b c' } } }],
    [
      'o.sourcePod.annotations.a',
      { sourcePod: { annotations: { a: 'x'.repeat(10_001) } } },
    ],
    ['o.sourcePod.nodeSelector.a', { sourcePod: { nodeSelector: { a: '!' } } }],
    [
      'o.sourcePod.resources.requests.cpu',
      { sourcePod: { resources: { requests: { cpu: 'many' } } } },
    ],
    [
      'o.sourcePod.resources.limits.memory',
      { sourcePod: { resources: { limits: { memory: '0' } } } },
    ],
    [
      'o.sourcePod.resources.limits.memory',
      {
        sourcePod: {
          resources: { requests: { memory: '1Gi' }, limits: { memory: '1Mi' } },
        },
      },
    ],
  ])('refuses %s', (...[field, options, existing]) => {
    expect(refusal(options, existing)).toBe(field);
  });
});
