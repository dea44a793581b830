export function isPortFree(port: number, host?: string): Promise<boolean>
export function anyFreePort(): Promise<number>
export function nextFreePort(first: number): Promise<number>
