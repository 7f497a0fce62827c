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

import { Flex, Text } from '@backstage/ui';
import type { ReactNode } from 'react';

/** Says that there is nothing yet, and what to do about it. */
export function EmptyNotice(props: {
  title: string;
  description: string;
  action?: ReactNode;
}) {
  return (
    <Flex direction="column" gap="2" align="start">
      <Text as="p" variant="body-large" weight="bold">
        {props.title}
      </Text>
      <Text as="p" variant="body-medium" color="secondary">
        {props.description}
      </Text>
      {props.action}
    </Flex>
  );
}
