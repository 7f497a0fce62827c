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

import type { HttpResponse } from '../http/HttpTransport';
import { RegistryError } from '../model/RegistryError';
import type { RegistryHttp } from './RegistryHttp';

const PAGE_LIMIT = 16 * 1024 * 1024;
const MAX_PAGES = 10_000;

/**
 * Reads a list that the registry gives in pages of JSON, one after the other by `Link`.
 *
 * @throws RegistryError `UNSUPPORTED` when the pages have no end or are no JSON
 */
export async function* readPages(options: {
  http: RegistryHttp;
  path: string;
  scopes: string[];
  accept: string;
  expect: number[];
  retried: <T>(attempt: () => Promise<T>) => Promise<T>;
}): AsyncGenerator<{ status: number; body: unknown }, void, undefined> {
  const { http, path, scopes, accept, expect, retried } = options;
  const seen = new Set<string>();
  let url: URL | undefined = new URL(path, http.base);
  while (url) {
    const page: URL = url;
    if (seen.has(page.href) || seen.size >= MAX_PAGES) {
      throw new RegistryError({
        code: 'UNSUPPORTED',
        message: `GET ${http.base.host}${page.pathname}: the list has no end`,
      });
    }
    seen.add(page.href);
    const { response, body } = await retried(async () => {
      const answer = await http.request({
        method: 'GET',
        url: page,
        scopes,
        headers: { accept },
        expect,
      });
      return {
        response: answer,
        body: parseJson(await answer.bytes(PAGE_LIMIT), answer),
      };
    });
    yield { status: response.status, body };
    const next: string | undefined = /<([^>]+)>\s*;[^,]*rel="?next"?/i.exec(
      response.header('link') ?? '',
    )?.[1];
    url = next === undefined ? undefined : http.resolve(next, page);
  }
}

function parseJson(bytes: Buffer, response: HttpResponse): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    if (response.status === 200) {
      throw new RegistryError({
        code: 'UNSUPPORTED',
        message: `${response.what}: the answer is not JSON`,
        hint: 'Check that this address is a registry and not a web page or a proxy.',
      });
    }
    return undefined;
  }
}
