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

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TestRegistryContent } from './TestRegistryContent';
import type {
  Answer,
  Fault,
  SeenRequest,
  TestRegistryOptions,
  TestRepository,
} from './testRegistryTypes';

/** An OCI registry in memory that can be made to misbehave. */
export class TestRegistry {
  readonly requests: SeenRequest[] = [];
  readonly faults: Fault[] = [];
  /** Called for every request before it is answered. */
  onRequest?: (request: SeenRequest) => void;
  private readonly content: TestRegistryContent;
  private readonly tokens = new Map<
    string,
    { left: number; scopes: string[] }
  >();
  private inFlight = 0;
  private readonly servers: ReturnType<typeof createServer>[] = [];

  private constructor(readonly options: TestRegistryOptions) {
    this.content = new TestRegistryContent(options);
  }

  static async start(options: TestRegistryOptions = {}): Promise<TestRegistry> {
    const registry = new TestRegistry(options);
    registry.content.hosts.registry = await registry.listen('registry');
    registry.content.hosts.storage = await registry.listen('storage');
    return registry;
  }

  async stop(): Promise<void> {
    for (const server of this.servers) {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    }
  }

  /** `host:port` */
  get host(): string {
    return this.content.hosts.registry;
  }

  /** The other host, that blobs and uploads may be on. */
  get storageHost(): string {
    return this.content.hosts.storage;
  }

  get repositories(): Map<string, TestRepository> {
    return this.content.repositories;
  }

  /** Uploads that were begun and neither committed nor canceled. */
  get uploads(): Map<string, Buffer> {
    return this.content.uploads.begun;
  }

  /** The repository, made if need be. */
  repository(name: string): TestRepository {
    return this.content.repository(name);
  }

  /** How many requests of a kind there were. */
  count(method: string, path: RegExp): number {
    return this.requests.filter(
      request => request.method === method && path.test(request.url),
    ).length;
  }

  private async listen(host: SeenRequest['host']): Promise<string> {
    const { tls } = this.options;
    const handler = (req: IncomingMessage, res: ServerResponse) => {
      req.on('error', () => {});
      res.on('error', () => {});
      this.handle(req, res, host).catch(() => res.destroy());
    };
    const server = tls ? createTlsServer(tls, handler) : createServer(handler);
    this.servers.push(server);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  private async handle(
    req: IncomingMessage,
    res: ServerResponse,
    host: SeenRequest['host'],
  ): Promise<void> {
    const seen: SeenRequest = {
      method: req.method!,
      url: req.url!,
      authorization: req.headers.authorization,
      range: req.headers.range,
      contentRange: req.headers['content-range'],
      length:
        req.headers['content-length'] === undefined
          ? undefined
          : Number(req.headers['content-length']),
      host,
    };
    this.requests.push(seen);
    this.onRequest?.(seen);
    res.on('finish', () => (seen.status = res.statusCode));
    this.inFlight += 1;
    res.on('close', () => (this.inFlight -= 1));
    const tooMany = this.inFlight > (this.options.mostAtATime ?? Infinity);
    const index = this.faults.findIndex(
      f => (f.method ?? req.method) === req.method && f.path.test(req.url!),
    );
    const fault = this.faults[index];
    if (fault) {
      fault.times = (fault.times ?? 1) - 1;
      if (fault.times <= 0) {
        this.faults.splice(index, 1);
      }
    }
    if (fault?.silent === 'hang') {
      return;
    }
    const parts: Buffer[] = [];
    let length = 0;
    for await (const chunk of req) {
      parts.push(chunk);
      length += chunk.length;
      if (
        fault?.resetRequestAt !== undefined &&
        length >= fault.resetRequestAt
      ) {
        if (req.method === 'PATCH' || req.method === 'PUT') {
          this.content.uploads.keep(
            new URL(req.url!, 'http://registry'),
            Buffer.concat(parts),
          );
        }
        req.socket.destroy();
        return;
      }
    }
    if (tooMany) {
      res.writeHead(429).end();
      return;
    }
    if (this.options.mostAtATime) {
      // Long enough for others to come meanwhile.
      await new Promise(resolve => setTimeout(resolve, 2));
    }
    if (fault?.status) {
      res
        .writeHead(fault.status, fault.headers)
        .end(fault.body ?? '{"errors":[{"code":"UNKNOWN","message":"fault"}]}');
      return;
    }
    const url = new URL(req.url!, 'http://registry');
    const refused =
      host === 'registry' ? this.unauthorized(seen, url) : undefined;
    const request = {
      body: Buffer.concat(parts),
      mediaType: req.headers['content-type'] ?? '',
    };
    this.write(
      req,
      res,
      refused ?? this.content.answer(seen, url, request),
      fault,
    );
  }

  private write(
    req: IncomingMessage,
    res: ServerResponse,
    answer: Answer,
    fault?: Fault,
  ): void {
    let body = Buffer.from(answer.body ?? '');
    const { status } = answer;
    if (fault?.damage) {
      body = Buffer.from(body);
      body[Math.floor(body.length / 2)] ^= 0xff;
    }
    if (fault?.shorten) {
      body = body.subarray(0, body.length - fault.shorten);
    }
    if (fault?.lengthen) {
      body = Buffer.concat([body, Buffer.alloc(fault.lengthen)]);
    }
    if (fault?.resetAt === -1) {
      req.socket.destroy();
      return;
    }
    res.writeHead(status, {
      'content-length': String(body.length),
      ...answer.headers,
    });
    if (req.method === 'HEAD') {
      res.end();
    } else if (fault?.resetAt !== undefined) {
      res.write(body.subarray(0, fault.resetAt), () =>
        setImmediate(() => req.socket.destroy()),
      );
    } else if (fault?.silent === 'drip') {
      let sent = 0;
      const timer = setInterval(
        () => res.write(body.subarray(sent, ++sent)),
        5,
      );
      res.on('close', () => clearInterval(timer));
    } else {
      res.end(body);
    }
  }

  private unauthorized(seen: SeenRequest, url: URL): Answer | undefined {
    const { auth, password = 'secret', tokenUses = Infinity } = this.options;
    const basic = `Basic ${Buffer.from(`robot:${password}`).toString(
      'base64',
    )}`;
    if (url.pathname === '/token') {
      if (seen.authorization !== basic) {
        return {
          status: 401,
          body: '{"errors":[{"code":"UNAUTHORIZED","message":"wrong password"}]}',
        };
      }
      const token = randomUUID();
      this.tokens.set(`Bearer ${token}`, {
        left: tokenUses,
        scopes: url.searchParams.getAll('scope'),
      });
      return { status: 200, body: JSON.stringify({ token, expires_in: 300 }) };
    }
    if (auth === 'basic' && seen.authorization !== basic) {
      return {
        status: 401,
        headers: { 'www-authenticate': 'Basic realm="test"' },
      };
    }
    if (auth === 'bearer') {
      const token = this.tokens.get(seen.authorization ?? '');
      const [, repository] =
        /^\/v2\/(.+)\/(?:blobs|manifests|tags|referrers)\//.exec(
          url.pathname,
        ) ?? [];
      const need = ['GET', 'HEAD'].includes(seen.method) ? 'pull' : 'push';
      const allowed =
        !repository ||
        token?.scopes.some(
          s => s.startsWith(`repository:${repository}:`) && s.includes(need),
        );
      if (!token || token.left <= 0 || !allowed) {
        const scheme = this.options.tls ? 'https' : 'http';
        return {
          status: 401,
          headers: {
            'www-authenticate': `Bearer realm="${scheme}://${this.host}/token",service="test, of course"`,
          },
        };
      }
      token.left -= 1;
    }
    return undefined;
  }
}
