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

// Type-checks single packages, for a quick answer while working: node scripts/typecheck.mjs plugins/direct-migration-common
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';

const packages = process.argv.slice(2);
const file = `tsconfig.typecheck-${process.pid}.local.json`;
writeFileSync(
  file,
  JSON.stringify({
    extends: './tsconfig.json',
    include: packages.flatMap(p => [
      `${p}/src`,
      `${p}/dev`,
      `${p}/config.d.ts`,
    ]),
    compilerOptions: {
      noEmit: true,
      incremental: false,
      emitDeclarationOnly: false,
      declaration: false,
      declarationMap: false,
    },
  }),
);
try {
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', file],
    { stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
} finally {
  rmSync(file, { force: true });
}
