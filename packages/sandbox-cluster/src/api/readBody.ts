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

import { IncomingMessage } from 'node:http';
import { parse } from 'yaml';
import { statusErrors } from './statusErrors';
import { StatusError } from './StatusError';

const LIMIT = 3 * 1024 * 1024;

/**
 * The body of a request, parsed; undefined when there is none. YAML is accepted where the server accepts it.
 *
 * @throws StatusError BadRequest, RequestEntityTooLarge
 * @internal
 */
export async function readBody(request: IncomingMessage): Promise<any> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LIMIT) {
      throw new StatusError({
        code: 413,
        reason: 'RequestEntityTooLarge',
        message: `Request entity too large: limit is ${LIMIT}`,
      });
    }
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (!text.trim()) {
    return undefined;
  }
  const isYaml = /yaml/.test(request.headers['content-type'] ?? '');
  try {
    return isYaml ? parse(text) : JSON.parse(text);
  } catch (error) {
    throw statusErrors.badRequest(
      `the object provided is unrecognized (must be of type Object): couldn't get version/kind; json parse error: ${
        (error as Error).message
      }`,
    );
  }
}
