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

/** What became of the images of a run. */
export const imageMessages = {
  tags: {
    title: '{{done}} of {{total}} tags',
    of: 'Tags of {{name}}',
    omitted_one: '{{count}} more tag is not named.',
    omitted_other: '{{count}} more tags are not named.',
    columns: {
      tag: 'Tag',
      state: 'State',
      progress: 'Progress',
    },
    state: {
      waiting: 'Waiting',
      copying: 'Copying',
      copied: 'Copied',
      unchanged: 'Was there already',
      failed: 'Failed',
    },
  },
  references: {
    open: 'Image references',
    title: 'Image references',
    description:
      'What the workloads of the source say, and what they have to say in the target.',
    loading: 'Reading the workloads of the source…',
    none: 'No workload of the source uses what was copied.',
    columns: {
      workload: 'Workload',
      container: 'Container',
      old: 'In the source',
      new: 'In the target',
    },
    copy: 'Copy as JSON',
    copied: 'Copied',
    download: 'Download JSON',
    close: 'Close',
  },
} as const;
