resource "azurerm_storage_account" "this" {
  for_each                        = toset(["logs", "data"])
  name                            = "acme${each.key}"
  resource_group_name             = var.group
  location                        = "westeurope"
  account_tier                    = "Standard"
  account_replication_type        = each.key == "data" ? "GRS" : "LRS"
  min_tls_version                 = "TLS1_2"
  allow_nested_items_to_be_public = false
  https_traffic_only_enabled      = true
}

resource "azurerm_network_security_group" "web" {
  name                = "web"
  location            = "westeurope"
  resource_group_name = var.group

  dynamic "security_rule" {
    for_each = { "22" = "10.0.0.0/8", "443" = "*" }
    content {
      name                       = "port-${security_rule.key}"
      priority                   = 100 + tonumber(security_rule.key)
      direction                  = "Inbound"
      access                     = "Allow"
      protocol                   = "Tcp"
      source_port_range          = "*"
      destination_port_range     = security_rule.key
      source_address_prefix      = security_rule.value
      destination_address_prefix = "*"
    }
  }
}

resource "azurerm_key_vault" "kv" {
  name                     = "acme-kv"
  location                 = "westeurope"
  resource_group_name      = var.group
  tenant_id                = "00000000-0000-0000-0000-000000000000"
  sku_name                 = "standard"
  purge_protection_enabled = true
}

resource "azurerm_linux_virtual_machine" "vm" {
  name                            = "vm"
  location                        = "westeurope"
  resource_group_name             = var.group
  size                            = "Standard_B1s"
  admin_username                  = "ops"
  network_interface_ids           = []
  disable_password_authentication = true
  admin_ssh_key {
    username   = "ops"
    public_key = file("~/.ssh/id.pub")
  }
  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Standard_LRS"
  }
}

resource "azurerm_mssql_server" "sql" {
  name                          = "acme-sql"
  resource_group_name           = var.group
  location                      = "westeurope"
  version                       = "12.0"
  minimum_tls_version           = "1.2"
  public_network_access_enabled = false
}

variable "group" {}
