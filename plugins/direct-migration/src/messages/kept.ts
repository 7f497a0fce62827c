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
/** What a failed item keeps in the clusters. */
export const keptMessages = {
  remove: 'Remove what was kept',
  removeOf: 'Remove what was kept of {{name}}',
  until: 'What was made for it in the clusters is kept until {{time}}',
  removing: 'What was kept in the clusters is being removed',
  title: 'Remove what was kept of {{name}}?',
  body: 'The pods of the failed attempt, and all else that was made for it in both clusters, are removed. Logs and the target volume stay. You can still retry it.',
  yes: 'Remove it',
  no: 'Keep it',
} as const;
