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

import type { Plan } from '../types';
import { findPlanProblems } from './findPlanProblems';

const content = {
  name: 'shop to west',
  sourceCluster: 'resource:default/east',
  targetCluster: 'resource:default/west',
  namespaces: [{ source: 'shop', target: 'shop' }],
  volumes: [{ namespace: 'shop', name: 'data' }],
  images: [],
  options: {},
};

function fieldsOf(patch: Partial<Plan>): string[] {
  return findPlanProblems({ ...content, ...patch }).map(({ field }) => field);
}

describe('findPlanProblems', () => {
  it('lets no volume go onto itself or onto another source, inside one cluster', () => {
    const volumes = (targetName?: string) => ({
      targetCluster: content.sourceCluster,
      volumes: [
        { namespace: 'shop', name: 'data', targetName },
        { namespace: 'shop', name: 'logs', targetName: 'logs-new' },
      ],
    });
    const codes = (patch: Partial<Plan>) =>
      findPlanProblems({ ...content, ...patch }).map(({ code, field }) => [
        code,
        field,
      ]);
    expect(codes(volumes('data-new'))).toEqual([]);
    expect(codes(volumes())).toEqual([
      ['SAME_SOURCE_AND_TARGET', 'volumes[0].targetName'],
    ]);
    expect(codes(volumes('logs'))).toEqual([
      ['TARGET_IS_SOURCE', 'volumes[0].targetName'],
    ]);
    expect(
      codes({ ...volumes('logs'), targetCluster: 'resource:default/x' }),
    ).toEqual([]);
  });

  it('lets no image go onto itself or onto another source, inside one cluster', () => {
    const codes = (targets: (string | undefined)[], patch?: Partial<Plan>) =>
      findPlanProblems({
        ...content,
        targetCluster: content.sourceCluster,
        volumes: [],
        images: targets.map((targetRepository, index) => ({
          repository: `shop/app${index}`,
          targetRepository,
        })),
        ...patch,
      }).map(({ code, field }) => [code, field]);
    expect(codes(['shop/new0', 'shop/new1'])).toEqual([]);
    expect(codes(['shop/app1', 'shop/new1'])).toEqual([
      ['TARGET_IS_SOURCE', 'images[0]'],
    ]);
    expect(codes([undefined, 'shop/new1'])).toEqual([
      ['SAME_SOURCE_AND_TARGET', 'images[0]'],
    ]);
    const elsewhere = [{ source: 'shop', target: 'other' }];
    expect(codes([undefined], { namespaces: elsewhere })).toEqual([]);
  });

  it.each<[string[], string[]]>([
    [['ReadWriteMany', 'ReadOnlyMany'], []],
    [['ReadOnlyMany'], ['volumes[0].accessModes']],
    [['ReadWriteOncePod'], []],
    [['ReadWriteOncePod', 'ReadWriteOnce'], ['volumes[0].accessModes']],
  ])('knows which access modes a target may have: %j', (modes, fields) => {
    const accessModes = modes as Plan['volumes'][number]['accessModes'];
    expect(
      fieldsOf({ volumes: [{ namespace: 'shop', name: 'data', accessModes }] }),
    ).toEqual(fields);
  });

  it('finds nothing in a plan that is well', () => {
    expect(fieldsOf({})).toEqual([]);
  });

  it('says everything at once, each at its field', () => {
    expect(
      findPlanProblems({
        ...content,
        name: ' ',
        namespaces: [{ source: 'shop', target: 'Shop' }],
        volumes: [
          { namespace: 'shop', name: 'data', capacity: 'much' },
          { namespace: 'other', name: 'data' },
        ],
        images: [{ repository: 'shop/web', includeTags: ['[1'] }],
      }),
    ).toEqual(
      [
        ['INVALID_INPUT', 'name'],
        ['INVALID_INPUT', 'namespaces[0].target'],
        ['INVALID_INPUT', 'volumes[0].capacity'],
        ['NAMESPACE_NOT_MAPPED', 'volumes[1].namespace'],
        ['INVALID_INPUT', 'images[0].includeTags[0]'],
      ].map(([code, field]) => ({
        code,
        field,
        // Nothing is left to be filled in.
        message: expect.not.stringContaining('{{'),
        hint: expect.not.stringContaining('{{'),
        rule: expect.any(String),
        values: expect.any(Object),
      })),
    );
  });

  it('says with its words which rule it is, and with which values, for translations', () => {
    const typed = "{{max}} 'x'";
    const [problem] = findPlanProblems({
      ...content,
      volumes: [{ ...content.volumes[0], capacity: typed }],
    });
    expect(problem).toEqual({
      code: 'INVALID_INPUT',
      field: 'volumes[0].capacity',
      message: `'${typed}' is not a quantity of storage above zero`,
      hint: 'For example 500Mi, 10Gi or 1.5Ti.',
      rule: 'quantity',
      values: { value: typed },
    });
  });

  it.each<[string, Partial<Plan>]>([
    ['name', { name: 'x'.repeat(101) }],
    ['sourceCluster', { sourceCluster: '' }],
    ['targetCluster', { targetCluster: '' }],
    ['namespaces', { namespaces: [], volumes: [], images: [] }],
    ['volumes', { volumes: [] }],
    ['volumes[1]', { volumes: [content.volumes[0], content.volumes[0]] }],
    ['volumes[0].targetName', { targetCluster: content.sourceCluster }],
  ])('looks at %s', (field, patch) => {
    expect(fieldsOf(patch)).toContain(field);
  });
});
