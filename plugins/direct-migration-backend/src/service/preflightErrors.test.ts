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

import type { PreflightCheck } from '@direct-migration/backstage-plugin-direct-migration-common';
import { preflightBlockedError, toPreflightCode } from './preflightErrors';

const check = (overrides: Partial<PreflightCheck>): PreflightCheck => ({
  id: 'volume.notFound',
  level: 'block',
  subject: 'shop/data',
  message: 'There is no such claim',
  ...overrides,
});
const errorOf = (...checks: PreflightCheck[]) =>
  preflightBlockedError({ blocked: true, checks });

describe('preflightBlockedError', () => {
  it('lets a single problem speak for itself', () => {
    const field = 'volumes[0].name';
    expect(
      errorOf(
        check({ field, fix: 'Check the name.' }),
        check({ level: 'warn', message: 'Not this', fix: 'Nor this' }),
      ).toJSON(),
    ).toEqual({
      name: 'InputError',
      code: 'VOLUME_NOT_FOUND',
      message: 'shop/data: There is no such claim',
      hint: 'Check the name.',
      field,
    });
  });

  it('keeps what several problems share', () => {
    const forbidden = (subject: string, fix: string) =>
      check({ id: 'permission.missing', subject, message: 'May not', fix });
    expect(
      errorOf(
        forbidden('west/a', 'Add a'),
        forbidden('west', 'Add b'),
      ).toJSON(),
    ).toEqual({
      name: 'ConflictError',
      code: 'CLUSTER_FORBIDDEN',
      message:
        'The migration cannot start for 2 reasons: west/a: May not · west: May not',
      hint: 'Add a · Add b',
    });
    expect(
      errorOf(
        check({ id: 'cluster.tls', field: 'targetCluster', fix: 'Renew' }),
        check({ id: 'cluster.tls', field: 'targetCluster', fix: 'Renew' }),
      ),
    ).toMatchObject({
      name: 'InputError',
      code: 'CLUSTER_TLS',
      field: 'targetCluster',
      hint: 'Renew',
    });
  });

  it('has a code of its own for different problems, and does not list for ever', () => {
    const many = Array.from({ length: 12 }, (_, i) =>
      check({ subject: `shop/v${i}`, field: `volumes[${i}].name` }),
    );
    const error = errorOf(check({ id: 'registry.missing' }), ...many);
    expect(error).toMatchObject({
      code: 'PREFLIGHT_BLOCKED',
      hint: 'Run the preflight of the plan for the details.',
    });
    expect(error.field).toBeUndefined();
    expect(error.message).toMatch(/ · and 3 more$/);
  });

  it.each([
    ['plan.sameCluster', 'SAME_SOURCE_AND_TARGET'],
    ['volume.targetTwice', 'DUPLICATE_TARGET'],
    ['targetVolume.tooSmall', 'TARGET_VOLUME_TOO_SMALL'],
    ['image.tagNotFound', 'IMAGE_TAG_NOT_FOUND'],
  ])('has for %s the code %s', (id, code) => {
    expect(toPreflightCode(id)).toBe(code);
  });
});
