'use client'
export function ImportDialog({ onClose }: { onClose: () => void }) {
  return <button type="button" onClick={onClose} />
}
