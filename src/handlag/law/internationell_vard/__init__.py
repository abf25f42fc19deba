"""Care in another country: what is paid back, and the certificate S1 for who lives where Sweden is not."""
