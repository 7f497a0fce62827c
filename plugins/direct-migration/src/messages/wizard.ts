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

/** The page on which a migration is planned. */
export const wizardMessages = {
  pageTitle: 'New migration',
  steps: 'Steps',
  loading: 'Looking for a draft',
  step: {
    clusters: 'Clusters',
    namespaces: 'Namespaces',
    volumes: 'Volumes',
    images: 'Images',
    options: 'Options',
    preflight: 'Checks',
    review: 'Review',
  },
  title: {
    clusters: 'From where to where?',
    namespaces: 'Which namespaces?',
    volumes: 'Which volumes?',
    images: 'Which images?',
    options: 'How?',
    preflight: 'Does it work like this?',
    review: 'All right?',
  },
  hint: {
    volumes:
      'Each volume is copied into a volume of the target, of the same name unless you change it.',
    images:
      'Images in the registry of the source cluster are copied to that of the target. Others stay where they are.',
  },
  application: {
    label: 'Application',
    description: 'Its page shows the migration.',
    none: 'None',
  },
  sourceCluster: 'Source cluster',
  targetCluster: 'Target cluster',
  options: {
    automatic: 'Automatic',
    verify: 'Compare afterwards',
    verifyChoice: {
      sampled: 'Everything, the content of a sample',
      full: 'Everything, all content',
      off: 'Nothing',
    },
    compression: 'Compress on the way',
    compressionChoice: {
      auto: 'Where it helps',
      zstd: 'Always',
      off: 'Never',
    },
    bandwidthLimit: 'Bandwidth limit (MiB/s)',
    bandwidthDescription: 'Of each volume; none if empty.',
    acceptLoss: 'What may be lost',
    acceptLossDescription:
      'Where the target cannot keep it; otherwise such a volume fails before anything is copied.',
    loss: {
      owner: 'Owners',
      group: 'Groups',
      mode: 'Permissions',
      acl: 'Access control lists',
      xattr: 'Extended attributes',
      hardLink: 'Hard links',
      device: 'Device files',
      unreadable: 'Files that cannot be read',
    },
    sourcePod: 'Source pods run as user',
    targetPod: 'Target pods run as user',
    podDescription:
      'A number; root if empty, which alone can keep everything of a file.',
    endpoint: 'How the target is reached',
    maxParallel: 'Volumes at a time',
    maxParallelDescription: 'As many as the portal allows if empty.',
    maxAttempts: 'Attempts',
    runOn: 'Images are copied by a pod in',
    runOnChoice: {
      target: 'the target cluster',
      source: 'the source cluster',
    },
    exclude: 'Leave out',
    excludeDescription:
      'Patterns of files in the volumes, with commas between, for example /cache/, *.tmp',
  },
  name: 'Name',
  description: 'Description',
  startsStage: 'Start a stage now',
  startsStageDescription:
    'Everything is copied while the application keeps running. Without it only the plan is made.',
  blocked:
    'The checks found something that stands in the way. The plan can be made all the same, and started later.',
  nothing: 'None',
  asUsual: 'As usual',
  option: '{{label}}: {{value}}',
  mayLose: 'may lose: {{kinds}}',
  problems_one: '{{count}} problem',
  problems_other: '{{count}} problems',
  mend_one: 'This has to be mended first',
  mend_other: '{{count}} things have to be mended first',
  goTo: 'Go to {{step}}',
  checkAgain: 'Check again',
  back: 'Back',
  next: 'Next',
  create: 'Create the plan',
  createAndStart: 'Create the plan and start a stage',
  created: 'The plan {{name}} is made',
  toEntity: 'All plans and runs of the application',
  notCreated: 'The migration could not be started',
  mayNotCreate:
    'You may not make plans: that needs the permission directmigration.plan.create.',
  draft: {
    restored: 'You go on with your draft of {{time}}.',
    restoredSomeTime: 'You go on with your draft.',
    unsaved: 'What you enter cannot be kept: it is lost with a reload.',
    discard: 'Discard the draft',
    discardTitle: 'Discard the draft?',
    discardBody: 'Everything that you entered for this migration is forgotten.',
    keep: 'Keep it',
  },
} as const;
