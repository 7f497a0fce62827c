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

/** What an item is doing, by the phases of the backend and of the movers. */
export const phaseMessages = {
  cleaningUp: 'Cleaning up',
  connecting: 'Connecting',
  copying: 'Copying',
  deleting: 'Deleting',
  finishing: 'Finishing',
  interrupted: 'Interrupted',
  listening: 'Waiting for the sender',
  preparing: 'Preparing',
  receiving: 'Receiving',
  scanning: 'Reading the source',
  starting: 'Starting',
  stopping: 'Stopping',
  verifying: 'Comparing',
  waitingForCluster: 'Waiting for the cluster',
  waitingForCopier: 'Waiting for the copier',
  waitingForEndpoint: 'Waiting for the way to the target',
  waitingForReceiver: 'Waiting for the receiver',
  waitingForRetry: 'Waiting for the next attempt',
  waitingForSender: 'Waiting for the sender',
} as const;
