"""The national exchange of medical certificates and case messages (RIV-TA): what comes in over SOAP, what is sent."""
