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

/** Logs of an item. */
export const logMessages = {
  open: 'Logs',
  openOf: 'Logs of {{name}}',
  title: 'Logs of {{name}}',
  attempt: 'Attempt',
  allAttempts: 'All attempts',
  follow: 'Follow',
  download: 'Download all',
  close: 'Close',
  entry: '{{component}}, attempt {{attempt}}, pod {{pod}}',
  truncated: 'What came before is not there any more.',
  live: 'Live',
  ended: 'Ended',
  status: {
    live: 'Live: what the pods write appears here by itself.',
    waiting: 'No pod of this item is running at the moment.',
    unknown: 'Whether a pod of this item is running is not known.',
    ended: 'It has ended: this is what was kept.',
    nothing: 'It has ended, and no pod of it has written anything.',
  },
  toEnd: 'To the end',
  incomplete: 'Not everything can be read at the moment',
} as const;
