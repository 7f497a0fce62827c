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

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { toPreflightCode } from '../service/preflightErrors';

const ROOT = join(__dirname, '../../../..');
const PREFLIGHT = 'plugins/direct-migration-backend/src/preflight';
const SOURCES = [
  'plugins/direct-migration-backend/src',
  'plugins/direct-migration-common/src/planRules',
  'packages/mover/src',
  'packages/registry-copier/src',
];
/** In capitals, but no codes of ours: what Node, OpenSSL, HTTP and Kubernetes call things. */
const NOT_OURS =
  /^(?:CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_|E[A-Z]+$|SIG[A-Z]+$|CAP_|(?:DAC_OVERRIDE|POD_IP|MODIFIED|DELETED|BOOKMARK|HEAD|POST|PUT|PATCH|DELETE)$)/;

function sourcesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), {
    recursive: true,
    withFileTypes: true,
  })
    .filter(entry => entry.isFile())
    .map(entry => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter(
      path =>
        path.endsWith('.ts') &&
        !path.endsWith('.test.ts') &&
        !path.includes('__testUtils__'),
    );
}

/** Every code that users can see, with the first file that has it. */
function codesInSources(): Map<string, string> {
  const codes = new Map<string, string>();
  const add = (code: string, file: string) => {
    if (!NOT_OURS.test(code) && !codes.has(code)) {
      codes.set(code, file);
    }
  };
  for (const file of SOURCES.flatMap(sourcesOf)) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    // A property `code`, also where it is chosen, and the members of a type of codes.
    for (const [, chosen] of text.matchAll(/\bcode: ([^,;]+)[,;\n]/g)) {
      for (const [, code] of chosen.matchAll(/'([A-Z][A-Z_]+)'/g)) {
        add(code, file);
      }
    }
    for (const [, code] of text.matchAll(/\| '([A-Z][A-Z_]+)'/g)) {
      add(code, file);
    }
    for (const [, code] of text.matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)) {
      add(code, file);
    }
    if (file.startsWith(PREFLIGHT)) {
      for (const [, id] of text.matchAll(
        /'([a-z][A-Za-z]*\.[a-z][A-Za-z]*)'/g,
      )) {
        // Other strings of this form name fields of a plan, keys of the config, and what quotas count.
        if (
          !/^(?:options|directMigration|requests|limits|services)\./.test(id)
        ) {
          add(toPreflightCode(id), file);
        }
      }
    }
  }
  return codes;
}

describe('docs/troubleshooting.md', () => {
  const documented = new Set(
    [
      ...readFileSync(join(ROOT, 'docs/troubleshooting.md'), 'utf8').matchAll(
        /^\| `([A-Z_]+)` +\|/gm,
      ),
    ].map(([, code]) => code),
  );
  const codes = codesInSources();

  it('explains every code that backend, mover and copier have', () => {
    // So many that the search cannot have found nothing.
    expect(codes.size).toBeGreaterThan(80);
    expect([...codes.keys()]).toEqual(
      expect.arrayContaining([
        'CLUSTER_UNREACHABLE',
        'ALREADY_EXISTS',
        'TARGET_VOLUME_IN_USE',
        'TLS',
        'NO_SPACE',
      ]),
    );
    expect([...codes].filter(([code]) => !documented.has(code))).toEqual([]);
  });

  it('explains none that is no more', () => {
    expect([...documented].filter(code => !codes.has(code))).toEqual([]);
  });
});
