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

/** What is on the volumes of a plan, and what of it may be lost. */
export const inspectionMessages = {
  title: 'What is on the volumes',
  explanation_one:
    'Whether everything of the volume can be kept on the target is known only once somebody has looked into it. For that a pod is started in the source cluster that reads names, owners and permissions of the files, and is removed again.',
  explanation_other:
    'Whether everything of the volumes can be kept on the target is known only once somebody has looked into them. For that a pod is started in the source cluster for each of the {{count}} volumes, five at a time, that reads names, owners and permissions of the files, and is removed again.',
  run: 'Look into the volumes',
  again: 'Look into the volumes again',
  stop: 'Stop',
  progress: '{{done}} of {{total}} volumes looked into',
  failed: 'The volumes could not be looked into',
  unknown: 'Not looked into yet.',
  files_one: '{{number}} file',
  files_other: '{{number}} files',
  directories_one: '{{number}} folder',
  directories_other: '{{number}} folders',
  at: 'looked into on {{time}}',
  incomplete:
    'There was no time to look at everything; a migration looks at all of it before it copies anything.',
  outdated:
    'What would be lost was looked for with other users or other patterns of files: look again.',
  nothingLost: 'All of it can be kept.',
  choose: 'What of {{volume}} may be lost',
  loss_one: '{{kind}}: {{count}} file or folder',
  loss_other: '{{kind}}: {{count}} files or folders',
  examples: 'For example {{names}}',
  these: '{{names}}',
  means: {
    owner: 'They will belong to the user of the pod in the target.',
    group: 'They will belong to the group of the pod in the target.',
    mode: 'Permissions are set as far as the user of the pod may set them.',
    acl: 'Access control lists are left out.',
    xattr: 'Extended attributes are left out.',
    hardLink: 'Each name becomes a file of its own, which takes more room.',
    device: 'They are left out.',
    unreadable: 'They are not copied, and the volume ends as partially failed.',
  },
  agree: 'Agree, and check again',
  agreeAlone: 'Agree',
  agreeDescription:
    'What is not agreed to keeps its volume from being migrated; nothing of it is copied then.',
  showAll: 'Show all {{number}}',
} as const;
