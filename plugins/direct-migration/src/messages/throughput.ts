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

/** The rate of a run over time. */
export const throughputMessages = {
  title: 'Throughput',
  since: 'Since you opened this page; earlier rates are not stored.',
  notStored:
    'The rate over time is shown while a migration runs; it is not stored.',
  average: '{{rate}} on average: {{bytes}} in {{time}}.',
  picture: 'Rate over time: now {{now}}, at most {{largest}}',
} as const;
