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

/** The fields of a plan, in the wizard and in software templates. */
export const fieldMessages = {
  choose: 'Choose one',
  loading: 'Loading…',
  selected: '{{number}} of {{total}} chosen',
  all: 'Choose all',
  allOf: 'Choose all of {{namespace}}',
  none: 'Choose none',
  noneOf: 'Choose none of {{namespace}}',
  failed: '{{namespace}} could not be read',
  unsupported: 'Cannot be moved: {{reason}}',
  usedBy: 'used by {{names}}',
  change: 'Change',
  changeOf: 'Change {{name}}',
  chooseFirst: 'Choose {{what}} first.',
  cluster: {
    label: 'Cluster',
    unknown: 'This cluster is not in the catalog, or you may not see it.',
    failed: 'The clusters could not be read',
  },
  namespace: {
    label: 'Namespaces',
    source: 'Namespace {{number}} in the source cluster',
    target: 'Namespace {{number}} in the target cluster',
    isNew: 'It will be made.',
    isThere: 'It exists already.',
    add: 'Add a namespace',
    remove: 'Remove namespace {{number}}',
    failed: 'The namespaces could not be read; type their names',
    pair: '{{namespace}} → {{target}}',
  },
  volume: {
    label: 'Volumes',
    loading: 'Reading the volumes…',
    none: 'There are no volumes in this namespace.',
    missing: 'the source cluster does not have it, or it cannot be read',
    class: 'class {{name}}',
    defaultClass: '{{name}} (default)',
    automaticClass: 'Of the same name, else the default',
    sameClass: 'class of the same name or the default',
    sameCapacity: 'size of the source',
    becomes: '→ {{target}} · {{storageClass}} · {{capacity}}',
    targetName: 'Name in the target',
    storageClass: 'Storage class',
    capacity: 'Size',
    accessModes: 'Access modes',
    sameAccessModes: 'Those of the source',
    existing: 'If it exists in the target',
    refuse: 'Refuse',
    reuse: 'Write into it',
    mirror: 'Write into it and delete the rest',
  },
  image: {
    label: 'Images',
    loading: 'Reading the images…',
    none: 'There are no images in this namespace.',
    missing: 'no namespace of the plan uses it, or it cannot be read',
    stream: 'ImageStream',
    tags: 'tags {{names}}',
    tagCount_one: '{{count}} tag',
    tagCount_other: '{{count}} tags',
    everyTag: 'Every tag',
    becomes: '→ {{target}} · {{tags}}',
    targetRepository: 'Repository in the target',
    onlyTags: 'Only these tags',
    includeTags: 'Tags that match',
    excludeTags: 'But not',
    patterns: 'With commas between, for example v1.*, stable',
    existing: 'If the target has another image under a tag',
    asThePlan: 'As the options say',
    overwrite: 'Overwrite',
    refuse: 'Refuse',
    skip: 'Leave it',
    history: 'The whole history of each tag',
  },
} as const;
