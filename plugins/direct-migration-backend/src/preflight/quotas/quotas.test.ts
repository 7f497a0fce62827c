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

import { podDemand } from '../../engines/common/podDemand';
import { demandOfClaims, demandOfPods } from './demandOf';
import { claimProblems, podProblems } from './limitRangeProblems';
import { quotaShortages } from './quotaShortages';

const quota = (
  hard: Record<string, string>,
  used: Record<string, string> = {},
  spec: object = {},
) => ({ metadata: { name: 'q' }, spec, status: { hard, used } });
const range = (limit: object) => ({
  metadata: { name: 'r' },
  spec: { limits: [{ type: 'Container', ...limit }] },
});

describe('the arithmetic of quotas', () => {
  it('counts what the plan says of its pods', () => {
    const large = podDemand({ resources: { limits: { memory: '4Gi' } } });
    const demand = demandOfPods({ pods: [large, podDemand()] });
    expect(demand.get('limits.memory')).toBe(5 * 2 ** 30);
    expect(demand.get('requests.memory')).toBe(2 ** 28);
    const most = range({ max: { memory: '2Gi' } });
    expect(podProblems([most], podDemand())).toEqual([]);
    expect(podProblems([most], large)).toHaveLength(1);
  });

  const claim = {
    index: 0,
    namespace: 'shop',
    storageClass: 'fast',
    capacity: '1Gi',
    accessModes: [],
    volumeMode: 'Filesystem',
  };
  const claims = demandOfClaims([claim, { ...claim, capacity: '512Mi' }]);

  it('adds claims up, also per class', () => {
    expect(Object.fromEntries(claims)).toEqual({
      persistentvolumeclaims: 2,
      'requests.storage': 1.5 * 2 ** 30,
      'fast.storageclass.storage.k8s.io/persistentvolumeclaims': 2,
      'fast.storageclass.storage.k8s.io/requests.storage': 1.5 * 2 ** 30,
    });
    expect(
      quotaShortages([quota({ 'requests.storage': '10Gi' })], claims),
    ).toEqual([]);
    expect(
      quotaShortages(
        [quota({ 'requests.storage': '10Gi' }, { 'requests.storage': '9Gi' })],
        claims,
      ),
    ).toEqual([
      {
        quota: 'q',
        resource: 'requests.storage',
        free: 2 ** 30,
        wanted: 1.5 * 2 ** 30,
      },
    ]);
    expect(
      quotaShortages(
        [
          quota({
            'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '1',
            'slow.storageclass.storage.k8s.io/persistentvolumeclaims': '0',
          }),
        ],
        claims,
      ),
    ).toHaveLength(1);
  });

  it.each<[Record<string, string>, Record<string, string>, number]>([
    [{ pods: '10' }, { pods: '7' }, 0],
    [{ pods: '10' }, { pods: '8' }, 1],
    [{ 'count/pods': '10' }, { 'count/pods': '8' }, 1],
    [{ cpu: '1' }, { cpu: '700m' }, 0],
    [{ cpu: '1' }, { cpu: '701m' }, 1],
    [{ 'limits.memory': '3Gi' }, {}, 0],
    [{ 'limits.memory': '3Gi' }, { 'limits.memory': '1' }, 1],
    [{ 'services.nodeports': '0' }, {}, 1],
    [{ 'services.loadbalancers': '0' }, {}, 0],
    [{ 'requests.nvidia.com/gpu': '0' }, {}, 0],
  ])('three receivers into %j of which %j is used', (hard, used, shortages) => {
    const demand = demandOfPods({
      pods: [podDemand(), podDemand(), podDemand()],
      endpoint: 'nodePort',
    });
    expect(quotaShortages([quota(hard, used)], demand)).toHaveLength(shortages);
  });

  it('looks only at quotas that hold for our pods', () => {
    const demand = demandOfPods({ pods: [podDemand()] });
    const of = (spec: object) =>
      quotaShortages([quota({ pods: '0' }, {}, spec)], demand).length;
    expect(of({})).toBe(1);
    expect(of({ scopes: ['Terminating'] })).toBe(1);
    expect(of({ scopes: ['NotTerminating'] })).toBe(0);
    expect(of({ scopes: ['BestEffort'] })).toBe(0);
    expect(
      of({
        scopeSelector: {
          matchExpressions: [
            { scopeName: 'PriorityClass', operator: 'In', values: ['high'] },
          ],
        },
      }),
    ).toBe(0);
  });
});

describe('the arithmetic of LimitRanges', () => {
  it.each([
    [{ max: { memory: '1Gi', cpu: '2' } }, 0],
    [{ max: { memory: '512Mi' } }, 1],
    [{ max: { cpu: '1' } }, 1],
    [{ min: { cpu: '100m' } }, 0],
    [{ min: { cpu: '200m' } }, 1],
    [{ maxLimitRequestRatio: { memory: '8' } }, 0],
    [{ maxLimitRequestRatio: { cpu: '10' } }, 1],
    [{ type: 'PersistentVolumeClaim', max: { storage: '1' } }, 0],
  ])('of pods: %j', (limit, problems) => {
    expect(podProblems([range(limit)], podDemand())).toHaveLength(problems);
  });

  it.each([
    [{ max: { storage: '1Gi' } }, []],
    [{ max: { storage: '1Mi' } }, ['r: at most 1Mi']],
    [{ min: { storage: '2Gi' } }, ['r: at least 2Gi']],
  ])('of a claim of 1Gi: %j', (limit, problems) => {
    expect(
      claimProblems(
        [range({ ...limit, type: 'PersistentVolumeClaim' })],
        '1Gi',
      ),
    ).toEqual(problems);
  });
});
