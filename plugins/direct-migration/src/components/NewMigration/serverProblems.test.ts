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

import { emptyDraft } from './MigrationDraft';
import { changePlan } from './changePlan';
import { stillStanding } from './serverProblems';

const plan = {
  ...emptyDraft({}).plan,
  sourceCluster: 'resource:default/east',
  targetCluster: 'resource:default/west',
  namespaces: [
    { source: 'shop', target: 'shop' },
    { source: 'other', target: 'other' },
  ],
  volumes: [
    { namespace: 'shop', name: 'data' },
    { namespace: 'shop', name: 'uploads', storageClass: 'fast' },
  ],
  images: [{ repository: 'other/web' }],
  options: { endpoint: 'route' as const, maxAttempts: 2 },
};
const refused = {
  plan,
  problems: ['volumes[0].storageClass', 'volumes[1].storageClass'].map(
    field => ({ field, code: 'X', message: 'No', hint: '' }),
  ),
};
const fieldsFor = (changed: typeof plan | ReturnType<typeof changePlan>) =>
  stillStanding(refused, changed).map(({ field }) => field);

describe('stillStanding', () => {
  it('keeps what has not been changed', () => {
    expect(fieldsFor(plan)).toEqual(refused.problems.map(p => p.field));
    expect(
      fieldsFor({
        ...plan,
        volumes: [plan.volumes[0], { ...plan.volumes[1], storageClass: 'x' }],
      }),
    ).toEqual(['volumes[0].storageClass']);
  });

  it('forgets what was about another volume in the same place, or other clusters', () => {
    expect(fieldsFor({ ...plan, volumes: [plan.volumes[1]] })).toEqual([]);
    expect(
      fieldsFor(changePlan(plan, { targetCluster: 'resource:default/north' })),
    ).toEqual([]);
  });
});

describe('changePlan', () => {
  it('drops what has no meaning any more', () => {
    expect(
      changePlan(plan, { targetCluster: 'resource:default/north' }),
    ).toMatchObject({
      volumes: [plan.volumes[0], { namespace: 'shop', name: 'uploads' }],
      options: { maxAttempts: 2 },
    });
    expect(
      changePlan(plan, { namespaces: [plan.namespaces[0]] }),
    ).toMatchObject({ volumes: plan.volumes, images: [] });
    expect(
      changePlan(plan, { sourceCluster: 'resource:default/north' }),
    ).toMatchObject({ namespaces: [], volumes: [], images: [] });
  });
});
