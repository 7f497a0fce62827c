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

import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  DialogTrigger,
  Text,
} from '@backstage/ui';
import { useState, type ReactElement } from 'react';
import dialog from '../../styles/dialog.module.css';
import readable from '../../styles/readable.module.css';

/** Props of {@link ConfirmDialog}. */
export interface ConfirmDialogProps {
  title: string;
  /** What will happen. */
  body: string;
  /** Of the button that does it. */
  yes: string;
  /** Of the button that does not. */
  no: string;
  onConfirm: () => void;
  /** The button that asks. */
  children: ReactElement;
}

/** A button that asks before it does something. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <DialogTrigger isOpen={isAsking} onOpenChange={setIsAsking}>
      {props.children}
      <Dialog width={480} className={readable.root}>
        <DialogHeader>{props.title}</DialogHeader>
        <DialogBody>
          <Text as="p">{props.body}</Text>
        </DialogBody>
        <DialogFooter className={dialog.footer}>
          <Button variant="secondary" slot="close">
            {props.no}
          </Button>
          <Button
            variant="primary"
            destructive
            className={readable.destructive}
            onPress={() => {
              setIsAsking(false);
              props.onConfirm();
            }}
          >
            {props.yes}
          </Button>
        </DialogFooter>
      </Dialog>
    </DialogTrigger>
  );
}
