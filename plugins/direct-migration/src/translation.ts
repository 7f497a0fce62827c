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

import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { planRuleMessages } from '@direct-migration/backstage-plugin-direct-migration-common';
import { auditMessages } from './messages/audit';
import { chartMessages } from './messages/chart';
import { clusterMessages } from './messages/cluster';
import { fieldMessages } from './messages/fields';
import { filterMessages } from './messages/filter';
import { imageMessages } from './messages/images';
import { inspectionMessages } from './messages/inspection';
import { keptMessages } from './messages/kept';
import { logMessages } from './messages/log';
import { pageMessages } from './messages/page';
import { phaseMessages } from './messages/phase';
import { planMessages } from './messages/plan';
import { reportMessages } from './messages/report';
import { startMessages } from './messages/start';
import { statisticsMessages } from './messages/statistics';
import { stepMessages } from './messages/step';
import { throughputMessages } from './messages/throughput';
import { wizardMessages } from './messages/wizard';

/** Every text of the plugin; messages of the backend are shown as they come. @public */
export const directMigrationTranslationRef = createTranslationRef({
  id: 'direct-migration',
  messages: {
    card: {
      title: 'Migrations',
      empty: {
        title: 'No migration yet',
        description:
          'Move the volumes and images of this application to another cluster.',
        action: 'Use the template',
      },
      all: 'All migrations of this entity',
      startedBy: 'Started by {{who}}, {{time}}',
      items_one: '{{count}} volume or image',
      items_other: '{{count}} volumes and images',
      itemStates: '{{items}}: {{states}}',
      inState: '{{number}} {{state}}',
      more_one: 'and {{count}} more',
      more_other: 'and {{count}} more',
      loading: 'Loading migrations',
    },
    page: pageMessages,
    filter: filterMessages,
    chart: chartMessages,
    statistics: statisticsMessages,
    audit: auditMessages,
    step: stepMessages,
    start: startMessages,
    plan: planMessages,
    throughput: throughputMessages,
    log: logMessages,
    kept: keptMessages,
    report: reportMessages,
    cluster: clusterMessages,
    fields: fieldMessages,
    images: imageMessages,
    wizard: wizardMessages,
    inspection: inspectionMessages,
    rule: planRuleMessages,
    phase: phaseMessages,
    list: {
      start: 'New migration',
      noMatch: {
        title: 'No migration matches these filters',
        description: 'Take some of them away, or choose a longer time.',
      },
      columns: {
        migration: 'Migration',
        state: 'State',
        data: 'Data',
        duration: 'Duration',
        entity: 'Application',
        clusters: 'Clusters',
        initiator: 'Started by',
        created: 'Started',
      },
      empty: {
        title: 'No migrations',
        description:
          'A migration moves the volumes and images of an application from one cluster to another.',
      },
    },
    detail: {
      volumes: 'Volumes',
      images: 'Images',
      others: 'Workloads',
      steps: 'Steps',
      events: 'Events',
      noEvents: 'Nothing has happened yet.',
      moreEvents: 'Only the first {{number}} events are shown.',
      facts: {
        application: 'Application',
        source: 'Source cluster',
        target: 'Target cluster',
        initiator: 'Started by',
        created: 'Created',
        finished: 'Finished',
        type: 'Type',
        id: 'Migration id',
      },
      loading: 'Loading the migration',
    },
    type: {
      stage: 'Stage',
      cutover: 'Cutover',
      rollback: 'Rollback',
    },
    state: {
      queued: 'Queued',
      running: 'Running',
      succeeded: 'Succeeded',
      partiallyFailed: 'Partially failed',
      failed: 'Failed',
      canceling: 'Canceling',
      canceled: 'Canceled',
    },
    kind: {
      volume: 'Volume',
      workload: 'Workloads',
      image: 'Image',
    },
    level: {
      info: 'Information',
      warn: 'Warning',
      error: 'Error',
    },
    progress: {
      total: 'Progress of {{name}}',
      item: 'Progress of {{name}}',
      bytes: '{{done}} of {{total}}',
      bytesUnknown: '{{done}} copied',
      files_one: '{{done}} of {{total}} file',
      files_other: '{{done}} of {{total}} files',
      filesUnknown_one: '{{done}} file',
      filesUnknown_other: '{{done}} files',
      layers_one: '{{done}} of {{total}} blob',
      layers_other: '{{done}} of {{total}} blobs',
      layersUnknown_one: '{{done}} blob',
      layersUnknown_other: '{{done}} blobs',
      both_one: '{{done}} of {{total}} file or blob',
      both_other: '{{done}} of {{total}} files and blobs',
      bothUnknown_one: '{{done}} file or blob',
      bothUnknown_other: '{{done}} files and blobs',
      left: '{{time}} left',
      none: 'Not started yet',
      announce: '{{name}}: {{state}}',
      announcePercent: '{{name}}: {{state}}, {{percent}}',
    },
    item: {
      attempt: 'Attempt {{number}}',
      waitingFor: 'Waiting for {{cause}}',
      showAll: 'Show all {{number}}',
      columns: {
        name: 'From → to',
        state: 'State',
        progress: 'Progress',
        attempts: 'Attempts',
        actions: 'Actions',
      },
    },
    error: {
      hint: 'What to do: {{hint}}',
      code: 'Code {{code}}',
      attempts_one: 'after {{count}} attempt',
      attempts_other: 'after {{count}} attempts',
      request: 'This could not be loaded',
      action: 'This could not be done',
      stale: 'The view is not up to date',
      tryAgain: 'Try again',
      notAllowed: 'You may not do or see this',
    },
    action: {
      details: 'Details and events',
      cancel: 'Cancel',
      cancelOf: 'Cancel {{name}}',
      retry: 'Retry',
      retryOf: 'Retry {{name}}',
      confirm: {
        title: 'Cancel {{name}}?',
        body: 'The copy is stopped and everything that was made for it in both clusters is removed. Data that has already arrived in the target volume stays there. You can retry later.',
        yes: 'Cancel the migration',
        no: 'Keep it running',
      },
      confirmItem: {
        stage:
          'Only this one is stopped, and what was made for it in both clusters is removed; the others go on. What has already arrived stays there. You can retry it later.',
        cutover:
          'A cutover is all or nothing: the others are stopped too, and the application is started again in the source. What has already arrived stays there. You can retry the cutover later.',
        rollback:
          'This is not done, and the rollback has not succeeded without it. You can retry it later.',
        yes: 'Cancel this one',
      },
      confirmRetry: {
        title: 'Retry {{name}}?',
        cutover:
          'The application in the source is stopped again, and what has changed since is copied.',
        rollback:
          'The application in the source is started again. What was written in the target since is not brought back.',
        deleteTargetVolumes:
          'The application in the source is started again, and the target volumes are deleted with all that was written to them.',
        no: 'Not now',
      },
    },
    clusters: { to: 'to' },
  },
});
