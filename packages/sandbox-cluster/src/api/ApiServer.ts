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

import { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, Server } from 'node:https';
import { AddressInfo, Socket } from 'node:net';
import { KeyPair } from '../pki/CertificateAuthority';
import { ObjectService } from '../store/ObjectService';
import { KubeObject } from '../types';
import { AccessControl } from './AccessControl';
import { reviewAccess } from './accessReviews';
import { discover } from './discovery';
import { readBody } from './readBody';
import { parseRequest, RequestInfo } from './RequestInfo';
import { ResourceHandler } from './ResourceHandler';
import { StatusError } from './StatusError';
import { statusErrors } from './statusErrors';
import { WatchHub } from './WatchHub';

/**
 * What stands before every request: may delay it, and answers it in the server's place by throwing.
 * @internal
 */
export interface RequestGate {
  pass(info: RequestInfo): Promise<void>;
  refusesConnections(): boolean;
}

/**
 * Writes the log of a pod's container to a response and ends it.
 * @internal
 */
export type LogHandler = (
  pod: KubeObject,
  query: URLSearchParams,
  response: ServerResponse,
) => void;

/**
 * The HTTPS server: authentication, authorization and routing of requests.
 * @internal
 */
export class ApiServer {
  readonly watches: WatchHub;
  readonly #options: {
    objects: ObjectService;
    access: AccessControl;
    gate: RequestGate;
    logs: LogHandler;
  };
  readonly #resources: ResourceHandler;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  constructor(options: {
    objects: ObjectService;
    access: AccessControl;
    gate: RequestGate;
    logs: LogHandler;
  }) {
    this.#options = options;
    this.#resources = new ResourceHandler(options.objects);
    this.watches = new WatchHub(options.objects.store);
  }

  /** Gives back the port; rejects when the address is in use. */
  async listen(options: {
    host: string;
    port: number;
    pair: KeyPair;
  }): Promise<number> {
    const server = createServer(options.pair, (request, response) => {
      void this.#serve(request, response);
    });
    this.#server = server;
    server.keepAliveTimeout = 60_000;
    server.on('connection', (socket: Socket) => {
      if (this.#options.gate.refusesConnections()) {
        socket.destroy();
        return;
      }
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.on('tlsClientError', (_, socket) => socket.destroy());
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, options.host, resolve);
    });
    return (server.address() as AddressInfo).port;
  }

  /** Cuts all that is connected. */
  disconnect(): void {
    this.#sockets.forEach(socket => socket.destroy());
  }

  async stop(): Promise<void> {
    this.watches.stop();
    const server = this.#server;
    if (!server) {
      return;
    }
    this.#server = undefined;
    const closed = new Promise<void>(resolve => server.close(() => resolve()));
    this.disconnect();
    server.closeAllConnections();
    await closed;
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    // A client that goes away in the middle is its own business.
    request.on('error', () => {});
    response.on('error', () => {});
    try {
      await this.#dispatch(request, response);
    } catch (error) {
      const failure =
        error instanceof StatusError
          ? error
          : new StatusError({
              code: 500,
              reason: 'InternalError',
              message: `Internal error occurred: ${(error as Error).message}`,
              details: { causes: [{ message: (error as Error).message }] },
            });
      if (!response.headersSent) {
        const seconds = failure.details?.retryAfterSeconds;
        if (seconds) response.setHeader('retry-after', String(seconds));
        sendJson(response, failure.code, failure.toStatus());
      } else {
        response.destroy();
      }
    }
  }

  async #dispatch(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { objects, access, gate } = this.#options;
    const method = request.method ?? 'GET';
    const info = parseRequest(method, request.url ?? '/', objects.registry);
    await gate.pass(info);
    const user = access.authenticate(request.headers.authorization);
    access.authorize(user, info);
    if (!info.resource) {
      this.#servePath(info, response);
      return;
    }
    if (info.group === 'authorization.k8s.io' && info.verb === 'create') {
      const body = await readBody(request);
      const review = reviewAccess(info.resource, body, user, access);
      if (review) {
        sendJson(response, 201, review);
        return;
      }
    }
    const { type } = info;
    if (!type) {
      sendNotFound(response, discover(basePath(info), objects.registry));
      return;
    }
    if (info.verb === 'watch') {
      const query = new URLSearchParams(info.query);
      if (info.name) query.set('fieldSelector', `metadata.name=${info.name}`);
      this.watches.serve(type, info.namespace, query, response);
      return;
    }
    if (type.kind === 'Pod' && info.subresource === 'log') {
      const pod = objects.get(type, info.namespace, info.name ?? '');
      this.#options.logs(pod, info.query, response);
      return;
    }
    const hasBody = !['get', 'list'].includes(info.verb);
    const body = hasBody ? await readBody(request) : undefined;
    const answer = this.#resources.handle(type, info, body, request.headers);
    sendJson(response, answer.status, answer.body);
  }

  #servePath(info: RequestInfo, response: ServerResponse): void {
    if (/^\/(healthz|livez|readyz)(\/|$)/.test(info.path)) {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('ok');
      return;
    }
    const found = discover(info.path, this.#options.objects.registry);
    if (found && info.verb !== 'get') {
      throw statusErrors.methodNotAllowed();
    }
    if (found) {
      sendJson(response, 200, found);
    } else {
      sendNotFound(response, undefined);
    }
  }
}

function basePath(info: RequestInfo): string {
  return info.group
    ? `/apis/${info.group}/${info.version}`
    : `/api/${info.version}`;
}

/** An unknown resource of a known group is a Status; an unknown path is plain text. */
function sendNotFound(
  response: ServerResponse,
  groupVersion: object | undefined,
): void {
  if (groupVersion) {
    throw new StatusError({
      code: 404,
      reason: 'NotFound',
      message: 'the server could not find the requested resource',
      details: {},
    });
  }
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
  response.end('404 page not found\n');
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-cache, private',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
