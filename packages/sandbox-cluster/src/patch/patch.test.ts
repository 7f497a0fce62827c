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

import { jsonPatch } from './jsonPatch';
import { mergePatch } from './mergePatch';
import { serverSideApply } from './serverSideApply';
import { strategicMergePatch } from './strategicMergePatch';

describe('jsonPatch', () => {
  it('does every operation, on lists too', () => {
    const before = { list: [1, 2, 3], a: { b: 'c' } };
    expect(
      jsonPatch(before, [
        { op: 'add', path: '/list/1', value: 9 },
        { op: 'add', path: '/list/-', value: 4 },
        { op: 'remove', path: '/list/0' },
        { op: 'copy', from: '/a/b', path: '/copied' },
        { op: 'move', from: '/a', path: '/moved' },
        { op: 'replace', path: '/list/0', value: 8 },
      ]),
    ).toEqual({ list: [8, 2, 3, 4], copied: 'c', moved: { b: 'c' } });
    expect(before).toEqual({ list: [1, 2, 3], a: { b: 'c' } });
  });

  it.each([
    { op: 'replace', path: '/none', value: 1 },
    { op: 'remove', path: '/list/7' },
    { op: 'add', path: '/none/deep', value: 1 },
    { op: 'test', path: '/list/0', value: 2 },
    { op: 'burn', path: '/list' },
  ])('refuses %j', operation => {
    expect(() => jsonPatch({ list: [1] }, [operation])).toThrow(
      'the server rejected our request due to an error in our request',
    );
  });
});

describe('mergePatch', () => {
  it('follows RFC 7386', () => {
    expect(
      mergePatch({ a: { b: 1, c: 2 }, d: [1] }, { a: { b: null }, d: [2] }),
    ).toEqual({ a: { c: 2 }, d: [2] });
    expect(mergePatch('text', { a: { b: null, c: 1 } })).toEqual({
      a: { c: 1 },
    });
  });
});

describe('strategicMergePatch', () => {
  it('merges lists by key, sets as sets, and honours directives', () => {
    const target = {
      metadata: { finalizers: ['a'] },
      spec: {
        volumes: [
          { name: 'x', emptyDir: {} },
          { name: 'y', emptyDir: {} },
        ],
        tolerations: [{ key: 'old' }],
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } },
      },
    };
    expect(
      strategicMergePatch(target, {
        metadata: { finalizers: ['b'] },
        spec: {
          volumes: [{ name: 'y', $patch: 'delete' }, { name: 'z' }],
          tolerations: [{ key: 'new' }],
          strategy: { $retainKeys: ['type'], type: 'Recreate' },
        },
      }),
    ).toEqual({
      metadata: { finalizers: ['a', 'b'] },
      spec: {
        volumes: [{ name: 'x', emptyDir: {} }, { name: 'z' }],
        tolerations: [{ key: 'new' }],
        strategy: { type: 'Recreate' },
      },
    });
  });
});

describe('serverSideApply', () => {
  const config = (containers: object[]) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'x' },
    spec: { template: { spec: { containers } } },
  });
  const apply = (current: any, manager: string, containers: object[]) =>
    serverSideApply(current, config(containers), {
      manager,
      force: false,
      now: 'now',
    });

  it('owns the elements of lists and removes only its own', () => {
    const first = apply(undefined, 'one', [
      { name: 'a', image: 'a:1' },
      { name: 'b', image: 'b:1' },
    ]);
    const second = apply(first, 'two', [{ name: 'c', image: 'c:1' }]);
    const third = apply(second, 'one', [{ name: 'a', image: 'a:2' }]);
    expect(third.spec.template.spec.containers).toEqual([
      { name: 'a', image: 'a:2' },
      { name: 'c', image: 'c:1' },
    ]);
    expect(() => apply(third, 'two', [{ name: 'a', image: 'a:3' }])).toThrow(
      'Apply failed with 1 conflict: conflict with "one": .spec.template.spec.containers[name="a"].image',
    );
  });
});
