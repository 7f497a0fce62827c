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

import type { ImageStream } from '../../kubernetes/clientNode';
import { readStream } from './readStream';
import { RegistryHosts } from './RegistryHosts';

const digest = (n: number) => `sha256:${String(n).repeat(64)}`;
const HOST = 'image-registry.test:5000';

describe('an ImageStream', () => {
  const hosts = new RegistryHosts(undefined);
  hosts.add(HOST);
  const item = (n: number, repository = 'shop/web', host = HOST) => ({
    dockerImageReference: `${host}/${repository}@${digest(n)}`,
    image: digest(n),
  });
  const streamOf = (
    name: string,
    spec: ImageStream['spec'],
    tags: NonNullable<ImageStream['status']>['tags'],
  ): ImageStream => ({
    metadata: { name, namespace: 'shop' },
    spec,
    status: { dockerImageRepository: `${HOST}/shop/${name}`, tags },
  });
  const read = (
    stream: ImageStream,
    { others = [] as ImageStream[], history = false } = {},
  ) =>
    readStream(stream, {
      hosts,
      streams: [stream, ...others],
      history,
      matches: () => true,
    });

  it('shows what each tag means now, or with its history, oldest first', () => {
    const stream = streamOf('web', {}, [
      { tag: '1.0', items: [item(3), item(2), item(1, 'org/web', 'quay.io')] },
    ]);
    const current = {
      reference: `${HOST}/shop/web@${digest(3)}`,
      tag: '1.0',
      digest: digest(3),
      location: 'internal',
      current: true,
    };
    expect(read(stream)).toEqual({
      repository: 'shop/web',
      references: [current],
    });
    expect(read(stream, { history: true }).references).toEqual([
      {
        reference: `quay.io/org/web@${digest(1)}`,
        tag: '1.0',
        digest: digest(1),
        location: 'external',
        reason: expect.stringContaining('lies in quay.io'),
        current: false,
      },
      {
        ...current,
        reference: `${HOST}/shop/web@${digest(2)}`,
        digest: digest(2),
        current: false,
      },
      current,
    ]);
  });

  it('names why a tag has no image', () => {
    const from = (kind: string, name: string, namespace?: string) => ({
      from: { kind, name, ...(namespace && { namespace }) },
    });
    const base = streamOf('base', {}, [{ tag: '8', items: [item(8)] }]);
    const stream = streamOf(
      'web',
      {
        tags: [
          { name: 'followed', ...from('ImageStreamTag', 'base:8') },
          { name: 'alias', ...from('ImageStreamTag', 'followed') },
          { name: 'image', ...from('ImageStreamImage', `base@${digest(8)}`) },
          { name: 'gone', ...from('ImageStreamTag', 'base:9') },
          { name: 'elsewhere', ...from('ImageStreamTag', 'base:8', 'other') },
          { name: 'circle-a', ...from('ImageStreamTag', 'circle-b') },
          { name: 'circle-b', ...from('ImageStreamTag', 'web:circle-a') },
          { name: 'new', ...from('DockerImage', 'quay.io/org/web:1') },
          { name: 'failed', ...from('DockerImage', 'quay.io/org/web:2') },
        ],
      },
      [
        {
          tag: 'failed',
          items: null,
          conditions: [
            {
              type: 'ImportSuccess',
              status: 'False',
              reason: 'Unauthorized',
              message: 'you may not have access',
            },
          ],
        },
        { tag: 'empty' },
        { tag: 'odd', items: [{ dockerImageReference: 'Not A Reference' }] },
      ],
    );
    const { references } = read(stream, { others: [base] });
    expect(references.every(r => r.location === 'unresolved')).toBe(true);
    expect(
      Object.fromEntries(references.map(r => [r.tag, [r.reason, r.digest]])),
    ).toEqual({
      followed: [expect.stringMatching(/only follows .*Tag base:8/), digest(8)],
      alias: [expect.stringMatching(/only follows .*followed/), digest(8)],
      image: [
        expect.stringMatching(/only follows ImageStreamImage base@/),
        digest(8),
      ],
      gone: [expect.stringMatching(/base:9, which has no image/), undefined],
      elsewhere: [
        expect.stringMatching(/other\/base:8, which has no image/),
        undefined,
      ],
      'circle-a': [expect.stringMatching(/has no image/), undefined],
      'circle-b': [expect.stringMatching(/has no image/), undefined],
      new: ['It has not been imported from quay.io/org/web:1 yet', undefined],
      failed: ['Unauthorized: you may not have access', undefined],
      empty: ['No image has been pushed to it', undefined],
      odd: [expect.stringContaining('is not the path'), undefined],
    });
  });

  it('says which other image a tag follows', () => {
    const stream = streamOf(
      'web',
      {
        tags: [
          { name: 'prod', from: { kind: 'ImageStreamTag', name: 'base:8' } },
        ],
      },
      [{ tag: 'prod', items: [item(8, 'shop/base')] }],
    );
    expect(read(stream).references).toEqual([
      expect.objectContaining({
        location: 'internal',
        digest: digest(8),
        reason: 'It follows ImageStreamTag base:8',
      }),
    ]);
  });
});
