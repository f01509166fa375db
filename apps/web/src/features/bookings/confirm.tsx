import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/Paper.css';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface ConfirmProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly yes: string;
  readonly no: string;
  readonly isBusy: boolean;
  /** Yes is the harmless answer here. */
  readonly isYesFirst?: boolean;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

const panel = { background: 'var(--panel)', color: 'var(--ink)' };
const look = { content: panel, header: panel };

/** Asks before something is given away. The harmless answer has the focus. */
export default function Confirm(props: ConfirmProps) {
  const { isOpen, title, children, yes, no, isBusy, isYesFirst = false, onYes, onClose } = props;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={<strong>{title}</strong>}
      centered
      styles={look}
      // It is no second banner of the page.
      attributes={{ header: { role: 'presentation' } }}
      closeButtonProps={{ 'aria-label': no, size: 44 }}
    >
      <Stack>
        <Text component="div">{children}</Text>
        <Group justify="flex-end">
          <Button mih={44} variant="default" onClick={onClose} data-autofocus={!isYesFirst || undefined}>
            {no}
          </Button>
          <Button mih={44} onClick={onYes} loading={isBusy} data-autofocus={isYesFirst || undefined}>
            {yes}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
