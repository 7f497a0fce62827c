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

// Makes src/generated from openapi.yaml. With --check it only says whether they belong together.
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';
import prettier from 'prettier';

const at = path => new URL(`../${path}`, import.meta.url);
const banner =
  '// Made from openapi.yaml by `yarn generate`. Not to be edited.\n';
const text = readFileSync(at('openapi.yaml'), 'utf8');
const options = {
  ...(await prettier.resolveConfig(at('src/index.ts').pathname)),
  parser: 'typescript',
};

const files = {
  'src/generated/schema.ts': asTsdoc(
    astToString(await openapiTS(text, { defaultNonNullable: false })),
  ),
  'src/generated/openapiDocument.ts': `/** The OpenAPI document of the REST API.\n * @public\n */\nexport const openapiDocument: Record<string, unknown> = ${JSON.stringify(
    parse(text),
  )};\n`,
};

/** What the package's own types are made of is public too, and the generator's JSDoc tags are none of TSDoc's. */
function asTsdoc(source) {
  return source
    .replace(
      /^export (interface|type) (paths|components|operations|webhooks|\$defs)\b/gm,
      '/** Of the OpenAPI document.\n * @public\n */\nexport $1 $2',
    )
    .replace(/@description /g, '')
    .replace(/@default /g, 'Default: ')
    .replace(/\/\*\* @(?:enum \{.*\}|constant) \*\/\n/g, '\n')
    .replace(/^ *\* @(?:enum \{.*\}|constant)\n/gm, '')
    .replace(/Format: date-time/g, 'ISO 8601.');
}

let stale = false;
mkdirSync(at('src/generated'), { recursive: true });
for (const [path, body] of Object.entries(files)) {
  const wanted = prettier.format(banner + body, options);
  if (process.argv.includes('--check')) {
    if (readFileSync(at(path), 'utf8') !== wanted) {
      stale = true;
      process.stderr.write(
        `${path} does not belong to openapi.yaml: run \`yarn generate\`\n`,
      );
    }
  } else {
    writeFileSync(at(path), wanted);
  }
}
process.exitCode = stale ? 1 : 0;
