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

import type { TLSSocket } from 'node:tls';
import { ApiStub } from './__testUtils__/ApiStub';
import { HttpClusterClient } from './HttpClusterClient';
import { HttpTransport, type ClusterCredentials } from './HttpTransport';
import { resources } from './resources';

const status = (
  code: number,
  reason: string,
  message: string,
  details?: object,
) => ({
  kind: 'Status',
  code,
  reason,
  message,
  details,
});
const pod = (name: string, phase = 'Pending') => ({
  metadata: { name, namespace: 'shop', uid: `uid-${name}` },
  status: { phase },
});

describe('HttpClusterClient', () => {
  let stub: ApiStub;

  beforeAll(async () => {
    stub = await ApiStub.start();
  });
  beforeEach(() => {
    stub.requests.length = 0;
  });
  afterAll(async () => {
    await stub.stop();
  });

  function clientFor(
    options: {
      url?: string;
      ca?: string;
      timeoutMs?: number;
      credentials?: ClusterCredentials;
    } = {},
  ) {
    return new HttpClusterClient({
      cluster: 'Cluster east',
      transport: new HttpTransport({
        url: options.url ?? stub.url,
        ca: options.ca ?? stub.ca,
        timeoutMs: options.timeoutMs,
        credentials: async () => options.credentials ?? { token: 'secret' },
      }),
    });
  }

  it.each([
    [
      status(401, 'Unauthorized', 'Unauthorized'),
      { code: 'CLUSTER_UNAUTHORIZED', hint: expect.stringContaining('token') },
    ],
    [
      status(403, 'Forbidden', 'pods is forbidden: User "u" cannot list'),
      {
        code: 'CLUSTER_FORBIDDEN',
        message: expect.stringContaining(
          'forbids to create pods x in namespace shop',
        ),
        hint: 'Add to a Role in namespace shop: {apiGroups: [""], resources: ["pods"], verbs: ["create"]}',
      },
    ],
    [
      status(
        403,
        'Forbidden',
        'pods "x" is forbidden: exceeded quota: q, requested: pods=1',
      ),
      { code: 'QUOTA_EXCEEDED', retryable: true },
    ],
    [
      status(
        403,
        'Forbidden',
        'pods "x" is forbidden: violates PodSecurity "restricted:latest"',
      ),
      { code: 'POD_SECURITY' },
    ],
    [
      status(404, 'NotFound', 'namespaces "shop" not found', {
        kind: 'namespaces',
        name: 'shop',
      }),
      {
        code: 'NAMESPACE_NOT_FOUND',
        message: 'Cluster east has no namespace shop',
      },
    ],
    [
      status(409, 'AlreadyExists', 'pods "x" already exists'),
      { code: 'ALREADY_EXISTS' },
    ],
    [
      status(409, 'Conflict', 'changed meanwhile'),
      { code: 'CONFLICT', retryable: true },
    ],
    [
      status(422, 'Invalid', 'spec.x: Invalid value'),
      { code: 'CLUSTER_REJECTED' },
    ],
    [
      status(500, 'InternalError', 'etcdserver: timeout'),
      { code: 'CLUSTER_ERROR', retryable: true },
    ],
  ])('names the cause of %j', async (body, expected) => {
    stub.answer(body.code, body);
    await expect(
      clientFor().create(resources.pods, {
        metadata: { name: 'x', namespace: 'shop' },
      } as never),
    ).rejects.toMatchObject(expected);
  });

  it('does not follow a redirect, so that no token leaves the cluster', async () => {
    stub.answer(302, '', { location: `${stub.url}/elsewhere` });
    await expect(clientFor().version()).rejects.toMatchObject({
      code: 'CLUSTER_REDIRECT',
    });
    expect(stub.requests).toHaveLength(1);
  });

  it('says what is wrong with the certificate of the server', async () => {
    const expired = await ApiStub.start({ validMs: -1_000 });
    const other = await ApiStub.start({ name: 'other.test' });
    try {
      await expect(clientFor({ ca: other.ca }).version()).rejects.toMatchObject(
        {
          code: 'CLUSTER_TLS',
          message: expect.stringContaining('authority that is not trusted'),
        },
      );
      await expect(
        clientFor({ url: expired.url, ca: expired.ca }).version(),
      ).rejects.toMatchObject({
        code: 'CLUSTER_TLS',
        message: expect.stringContaining('has expired'),
      });
      await expect(
        clientFor({ url: other.url, ca: other.ca }).version(),
      ).rejects.toMatchObject({
        code: 'CLUSTER_TLS',
        message: expect.stringContaining('for another host name'),
      });
      expect(expired.requests).toEqual([]);
    } finally {
      await expired.stop();
      await other.stop();
    }
  });

  it('gives up on a cluster that does not answer, or is not there', async () => {
    stub.handler = () => {};
    await expect(clientFor({ timeoutMs: 50 }).version()).rejects.toMatchObject({
      code: 'CLUSTER_UNREACHABLE',
      message: expect.stringContaining('no answer in time'),
      retryable: true,
    });
    const gone = await ApiStub.start();
    const url = gone.url;
    await gone.stop();
    await expect(clientFor({ url }).version()).rejects.toMatchObject({
      code: 'CLUSTER_UNREACHABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('signs in with a token or with a client certificate', async () => {
    const seen: unknown[] = [];
    stub.handler = (request, response) => {
      seen.push([
        request.headers.authorization,
        (request.socket as TLSSocket).getPeerCertificate().subject?.CN,
      ]);
      response.end('{"gitVersion":"v1.30.4"}');
    };
    await expect(clientFor().version()).resolves.toBe('v1.30.4');
    await clientFor({ credentials: stub.client }).version();
    expect(seen).toEqual([
      ['Bearer secret', undefined],
      [undefined, 'sender'],
    ]);
  });

  it('reads lists page by page', async () => {
    stub.handler = (request, response) => {
      const next = new URL(request.url!, stub.url).searchParams.get('continue');
      response.end(
        JSON.stringify(
          next
            ? { metadata: {}, items: [pod('b')] }
            : { metadata: { continue: 'more' }, items: [pod('a')] },
        ),
      );
    };
    const pods = await clientFor().list(resources.pods, {
      namespace: 'shop',
      labelSelector: 'a=b',
    });
    expect(pods.map(p => p.metadata!.name)).toEqual(['a', 'b']);
    expect(stub.requests[1].url).toBe(
      '/api/v1/namespaces/shop/pods?labelSelector=a%3Db&limit=500&continue=more',
    );
  });

  it('waits through a watch that is too old and one that breaks', async () => {
    let watches = 0;
    stub.handler = (request, response) => {
      if (!request.url!.includes('watch=true')) {
        response.end(
          JSON.stringify({
            metadata: { resourceVersion: '7' },
            items: [pod('a')],
          }),
        );
        return;
      }
      watches += 1;
      if (watches === 1) {
        response.end(
          `${JSON.stringify({
            type: 'ERROR',
            object: { code: 410, reason: 'Expired' },
          })}\n`,
        );
      } else if (watches === 2) {
        response.write('{"type":"MOD');
        response.destroy();
      } else {
        response.write(
          `${JSON.stringify({ type: 'BOOKMARK', object: { metadata: {} } })}\n`,
        );
        response.write(
          `${JSON.stringify({
            type: 'MODIFIED',
            object: pod('a', 'Running'),
          })}\n`,
        );
      }
    };
    const waited = await clientFor().waitFor(resources.pods, {
      namespace: 'shop',
      predicate: pods => pods[0]?.status?.phase === 'Running',
      timeoutMs: 10_000,
    });
    expect(waited.met).toBe(true);
    expect(watches).toBe(3);
    expect(stub.requests[1].url).toContain('resourceVersion=7');
  });

  it('ends a wait at its deadline with what was seen last', async () => {
    stub.handler = (request, response) => {
      if (request.url!.includes('watch=true')) {
        response.write(
          `${JSON.stringify({ type: 'ADDED', object: pod('b') })}\n`,
        );
      } else {
        response.end(JSON.stringify({ metadata: {}, items: [] }));
      }
    };
    const waited = await clientFor().waitFor(resources.pods, {
      namespace: 'shop',
      predicate: () => false,
      timeoutMs: 100,
    });
    expect(waited.met).toBe(false);
  });

  it('finds what somebody else has made meanwhile', async () => {
    let gets = 0;
    stub.handler = (request, response) => {
      if (request.method === 'POST') {
        response
          .writeHead(409)
          .end(JSON.stringify(status(409, 'AlreadyExists', 'exists')));
        return;
      }
      gets += 1;
      if (gets === 1) {
        response
          .writeHead(404)
          .end(JSON.stringify(status(404, 'NotFound', 'no')));
      } else {
        response.end(JSON.stringify(pod('a')));
      }
    };
    await expect(
      clientFor().createOrGet(resources.pods, pod('a') as never),
    ).resolves.toMatchObject({
      created: false,
      object: { metadata: { name: 'a' } },
    });
  });

  it('follows a log line by line until it is told to stop', async () => {
    const stop = new AbortController();
    stub.handler = (_, response) => {
      response.write('one\ntw');
      response.write('o\nthree\n');
    };
    const lines: string[] = [];
    for await (const line of clientFor().podLog({
      namespace: 'shop',
      name: 'a',
      container: 'mover',
      follow: true,
      signal: stop.signal,
    })) {
      lines.push(line);
      if (lines.length === 3) {
        stop.abort();
      }
    }
    expect(lines).toEqual(['one', 'two', 'three']);
  });

  it('asks what it may do, and takes no answer for a no', async () => {
    stub.answer(201, { status: { allowed: true, reason: 'RBAC' } });
    const question = {
      verb: 'get',
      group: '',
      resource: 'pods',
      subresource: 'log',
      namespace: 'shop',
    };
    await expect(clientFor().canI(question)).resolves.toEqual({
      allowed: true,
      reason: 'RBAC',
    });
    expect(JSON.parse(stub.requests[0].text).spec.resourceAttributes).toEqual(
      question,
    );
    stub.answer(201, {});
    await expect(clientFor().canI(question)).resolves.toEqual({
      allowed: false,
    });
  });
});
