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

/** The question before a run is started. */
export const startMessages = {
  title: {
    stage: 'Stage {{name}}?',
    cutover: 'Cut over {{name}}?',
    rollback: 'Roll back {{name}}?',
  },
  what: {
    stage:
      'Everything is copied to the target cluster while the application keeps running. You can do this as often as you like; only what has changed is copied again.',
    cutover:
      'The application is stopped in the source cluster, what has changed since the last copy is copied, and it stays stopped there. If it fails or is canceled, the application is started again.',
    rollback:
      'The application is started again in the source cluster, as it was before the cutover. What was written in the target cluster since then is not copied back.',
  },
  volumes_one: '{{count}} volume is copied.',
  volumes_other: '{{count}} volumes are copied.',
  images_one: '{{count}} image repository is copied.',
  images_other: '{{count}} image repositories are copied.',
  stops: 'Stopped: {{name}}',
  starts: 'Started again: {{name}}',
  deletes: 'Deleted in the target, with all that was written to it: {{name}}',
  deletesMore_one: 'And {{count}} more volume is deleted.',
  deletesMore_other: 'And {{count}} more volumes are deleted.',
  option: {
    cutover: 'Copy once more before the application is stopped',
    rollback: 'Delete the target volumes',
  },
  optionDescription: {
    cutover:
      'So that it stands still for a short time only. Of use without it: only right after a stage.',
    rollback:
      'Only those that this plan has made; what was written to them since the cutover is lost.',
  },
  downtime: {
    cutover: 'Expected downtime: {{time}}, as in the last cutover.',
    stage: 'Expected downtime: less than {{time}}, which the last copy took.',
    unknown:
      'Expected downtime: unknown, since nothing has been copied yet. Run a stage first to keep it short.',
  },
  checking: 'Looking at both clusters…',
  notChecked: 'This could not be checked',
  blocked: 'It cannot be started like this:',
  infos_one: '{{count}} thing that is good to know',
  infos_other: '{{count}} things that are good to know',
  clear: 'The checks found nothing that stands in the way.',
  yes: {
    stage: 'Start the copy',
    cutover: 'Stop the application and cut over',
    rollback: 'Roll back',
  },
  no: 'Not now',
} as const;
