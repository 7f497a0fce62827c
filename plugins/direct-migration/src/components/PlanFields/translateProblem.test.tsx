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

import {
  translateProblem,
  type DirectMigrationTexts,
} from './translateProblem';

/** A language in which everything is said with its key and values. */
const t = ((key: string, values: object) =>
  `${key} ${JSON.stringify(values)}`) as unknown as DirectMigrationTexts;

it('says what a rule has found in the language of the portal', () => {
  expect(
    translateProblem(
      {
        field: 'name',
        code: 'INVALID_INPUT',
        message: 'The name is longer than 100 characters',
        hint: 'Any text of 1 to 100 characters.',
        rule: 'nameTooLong',
        values: { max: '100' },
      },
      t,
    ),
  ).toMatchObject({
    field: 'name',
    message: 'rule.nameTooLong.message {"max":"100"}',
    hint: 'rule.nameTooLong.hint {"max":"100"}',
  });
});

it('leaves what others have said as it is', () => {
  const problem = {
    field: 'volumes[0].storageClass',
    code: 'STORAGE_CLASS_NOT_FOUND',
    message: 'West has no storage class gone',
    hint: 'Choose another one',
  };
  expect(translateProblem(problem, t)).toEqual(problem);
});
